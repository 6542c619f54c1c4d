using System.Collections.Immutable;

namespace Cluster.DemoMusic.Makams;

/// <summary>A makam, as far as a melody generator needs it: a scale, its two main tones and its direction.</summary>
/// <param name="Name">Turkish name.</param>
/// <param name="TonicCommas">The tonic (durak) in commas above the tone Rast.</param>
/// <param name="Steps">The seven steps of the octave from the tonic upwards, in commas; together 53.</param>
/// <param name="DominantDegree">The dominant (güçlü) as a scale degree: 0 = tonic, 7 = upper tonic.</param>
/// <param name="Seyir">The direction of its melodies.</param>
/// <param name="Valence">
/// How bright this generator takes the makam to be, in [-1, 1]. Invented for the demo; it is no statement about how listeners hear the makam.
/// </param>
public sealed record Makam(
    string Name,
    int TonicCommas,
    ImmutableArray<int> Steps,
    int DominantDegree,
    Seyir Seyir,
    double Valence)
{
    /// <summary>The distance of a scale degree from the tonic.</summary>
    /// <param name="degree">0 = tonic, 7 = upper tonic, negative below the tonic; every octave repeats the scale.</param>
    /// <returns>Commas; negative below the tonic.</returns>
    public int CommasAt(int degree)
    {
        var octave = (int)Math.Floor(degree / (double)Steps.Length);
        var commas = octave * Comma.PerOctave;
        for (var i = 0; i < degree - (octave * Steps.Length); i++) commas += Steps[i];
        return commas;
    }

    /// <summary>The frequency of a scale degree.</summary>
    /// <param name="degree">0 = tonic, 7 = upper tonic.</param>
    /// <param name="tonicHz">The tonic's frequency in Hz.</param>
    public double FrequencyAt(int degree, double tonicHz) => tonicHz * Comma.ToRatio(CommasAt(degree));
}
