namespace Cluster.DemoMusic.Voices;

/// <summary>What makes one plucked instrument differ from another.</summary>
/// <param name="DecayS">Time in which an open string at 220 Hz falls by 60 dB, in seconds; higher strings fall faster.</param>
/// <param name="Brightness">Brightness of the instrument itself, in [0, 1]; the playing adds to it.</param>
/// <param name="PluckPosition">Where the string is plucked, as a part of its length, in (0, 0.5].</param>
/// <param name="CourseCents">The strings of a course stand this far apart, in cents; 0 for a single string.</param>
public sealed record PluckedTone(double DecayS, double Brightness, double PluckPosition, double CourseCents)
{
    /// <summary>Short and dark.</summary>
    public static PluckedTone Oud { get; } = new(1.6, 0.25, 0.22, 0);

    /// <summary>Long and nasal.</summary>
    public static PluckedTone Tanbur { get; } = new(3.5, 0.55, 0.12, 2);

    /// <summary>Bright courses of strings.</summary>
    public static PluckedTone Kanun { get; } = new(2.6, 0.75, 0.15, 4);
}
