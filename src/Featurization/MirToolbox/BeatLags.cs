namespace Cluster.Featurization.MirToolbox;

/// <summary>The periods that a beat can have.</summary>
internal static class BeatLags
{
    /// <summary>The shortest in seconds: 200 a minute.</summary>
    public const double LeastS = 0.3;

    /// <summary>The longest in seconds: 40 a minute.</summary>
    public const double MostS = 1.5;

    private const double LikelyS = 0.5;
    private const double PerOctave = 0.25;

    /// <summary>How readily a period is felt as the beat, 0 to 1.</summary>
    /// <param name="lagS">The period in seconds.</param>
    /// <remarks>Source: Toiviainen and Snyder, "Tapping to Bach", Music Perception 21, 2003: a resonance at 0.5 s.</remarks>
    public static double Weight(double lagS)
    {
        var octaves = Math.Log2(lagS / LikelyS);
        return Math.Max(0, 1 - PerOctave * octaves * octaves);
    }
}
