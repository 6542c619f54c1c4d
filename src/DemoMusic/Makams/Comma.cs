namespace Cluster.DemoMusic.Makams;

/// <summary>The Holdrian comma: the octave in 53 equal parts, the unit in which makam scales are written.</summary>
/// <remarks>53 equal parts hit the pure fifth (31 commas) within 0.07 cents and the pure fourth (22 commas) alike.</remarks>
public static class Comma
{
    /// <summary>Commas in an octave.</summary>
    public const int PerOctave = 53;

    /// <summary>The frequency ratio of an interval.</summary>
    /// <param name="commas">Size in commas; negative goes down.</param>
    /// <returns><c>2^(commas / 53)</c>.</returns>
    public static double ToRatio(double commas) => Math.Pow(2, commas / PerOctave);

    /// <summary>The size of an interval in cents: 1200 to the octave.</summary>
    /// <param name="commas">Size in commas.</param>
    public static double ToCents(double commas) => commas * 1200 / PerOctave;
}
