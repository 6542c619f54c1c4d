namespace Cluster.Featurization;

/// <summary>Which clips a schema takes.</summary>
/// <param name="LeastS">The shortest clip in seconds; shorter ones are refused.</param>
/// <param name="MostS">The longest clip in seconds that is taken whole.</param>
/// <param name="CutS">How much of the start of a longer one is analysed, in seconds.</param>
public sealed record ClipRule(double LeastS, double MostS, double CutS)
{
    /// <summary>Whatever has a sample.</summary>
    public static ClipRule Any { get; } = new(0, ClipCutting.LongestClipS, ClipCutting.LongestClipS);

    /// <summary>How many samples of a clip are analysed.</summary>
    /// <param name="samples">Its length in samples.</param>
    /// <param name="sampleRate">In Hz.</param>
    /// <returns>The number, from the clip's start; 0: the clip is refused.</returns>
    public int Accepted(int samples, int sampleRate)
    {
        if (samples < LeastS * sampleRate) return 0;
        return samples > MostS * sampleRate ? (int)(CutS * sampleRate) : samples;
    }
}
