using Cluster.Modeling.Importing;

namespace Cluster.Modeling.Evaluation;

/// <summary>The ranges of tempo by which evaluations are cut, in beats per minute; each includes its lower end.</summary>
/// <remarks>
/// As metronomes mark them, roughly: largo to andante below 90, moderato from 90, allegro from 120, vivace and presto from 150. Estimated tempi may be off by a factor of
/// two, so that a slice holds music that is felt or was taken to be that fast.
/// </remarks>
public static class TempoRanges
{
    /// <summary>Slower than this is no tempo of music.</summary>
    public const double Slowest = 10;

    /// <summary>Faster than this is no tempo of music.</summary>
    public const double Fastest = 500;

    private static readonly double[] Bounds = [90, 120, 150];

    /// <summary>The ranges' names, slow to fast.</summary>
    public static IReadOnlyList<string> Names { get; } = ["below 90 bpm", "90 to 120 bpm", "120 to 150 bpm", "150 bpm and above"];

    /// <summary>The tempo, or null for a number that is none.</summary>
    public static double? Plausible(double bpm) => bpm is >= Slowest and <= Fastest ? bpm : null;

    /// <summary>The place of the feature that is the tempo; negative when there is none.</summary>
    public static int FindFeature(IReadOnlyList<string> features) => ColumnRoles.FindTempo(features);

    /// <summary>The name of the range that a tempo lies in.</summary>
    /// <param name="bpm">Beats per minute, above 0.</param>
    public static string NameOf(double bpm)
    {
        var range = 0;
        while (range < Bounds.Length && bpm >= Bounds[range]) range++;
        return Names[range];
    }
}
