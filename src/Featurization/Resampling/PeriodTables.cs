namespace Cluster.Featurization.Resampling;

/// <summary>The filter for a ratio of small numbers, laid out for <see cref="PeriodLanes"/>. Immutable; thread-safe.</summary>
/// <remarks>
/// After <c>Down</c> inputs and <c>Up</c> outputs everything repeats. A lane works on one or more such periods, on so many outputs that
/// the inputs it shares with its neighbours do not weigh. Four neighbouring outputs form a group: they read nearly the same inputs, so one
/// load of an input serves all four. A group's taps stand interleaved, for every input of its window those of the four outputs, with
/// zeros where an output does not reach.
/// </remarks>
internal sealed class PeriodTables
{
    /// <summary>Outputs of a group.</summary>
    public const int GroupSize = 4;

    // A multiple of what is computed at once.
    private const int LeastOutputs = 128;

    private readonly int up;
    private readonly int down;
    private readonly Dictionary<int, float[]> byPhase = [];
    private readonly float[][] groups;

    /// <param name="filter">The filter.</param>
    /// <param name="up">Outputs of a period.</param>
    /// <param name="down">Inputs of a period.</param>
    public PeriodTables(KaiserFilter filter, int up, int down)
    {
        this.up = up;
        this.down = down;
        var periods = (LeastOutputs + up - 1) / up;
        Outputs = periods * up;
        Inputs = periods * down;
        var groupCount = (Outputs + GroupSize - 1) / GroupSize;
        Window = 2 * filter.HalfTaps + ((GroupSize - 1) * down + up - 1) / up;
        groups = [.. Enumerable.Range(0, groupCount).Select(group => Table(filter, group))];
        Reach = Start(groupCount - 1) + Window;
        if (up == 1 && SymmetricDecimation.IsSupported) Decimation = new SymmetricDecimation(filter, down);
    }

    /// <summary>The faster way where an output takes a whole number of inputs; null elsewhere, and where the machine has no use for it.</summary>
    public SymmetricDecimation? Decimation { get; }

    /// <summary>Outputs of a lane.</summary>
    public int Outputs { get; }

    /// <summary>Inputs from one lane's start to the next one's.</summary>
    public int Inputs { get; }

    /// <summary>Inputs that a lane reads.</summary>
    public int Reach { get; }

    /// <summary>Inputs that a group reads.</summary>
    public int Window { get; }

    /// <summary>Groups of a lane.</summary>
    public int GroupCount => groups.Length;

    /// <summary>The first input that a group reads, from the first that its lane reads.</summary>
    public int Start(int group) => (int)((long)group * GroupSize * down / up);

    /// <summary>A group's taps, <c>[Window * GroupSize]</c>: at <c>[n * 4 + r]</c> that of its output r for input n of its window.</summary>
    public ReadOnlySpan<float> Taps(int group) => groups[group];

    private float[] Table(KaiserFilter filter, int group)
    {
        // Groups that start at the same place between two inputs are the same.
        var first = group * GroupSize;
        var phase = (int)((long)first * down % up);
        if (byPhase.TryGetValue(phase, out var known)) return known;
        var table = new float[Window * GroupSize];
        var taps = new float[2 * filter.HalfTaps];
        for (var r = 0; r < GroupSize; r++)
        {
            var position = phase + (long)r * down;
            filter.Taps((double)(position % up) / up, taps);
            for (var n = 0; n < taps.Length; n++) table[((int)(position / up) + n) * GroupSize + r] = taps[n];
        }

        return byPhase[phase] = table;
    }
}
