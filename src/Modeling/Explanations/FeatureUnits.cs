using System.Text.RegularExpressions;

namespace Cluster.Modeling.Explanations;

/// <summary>The unit of a feature, by its name: those of our schemas and of MIRToolbox's tables.</summary>
public static partial class FeatureUnits
{
    /// <summary>The unit of one feature.</summary>
    /// <param name="name">Its name in the schema.</param>
    /// <returns>
    /// <c>Hz</c>, <c>dB</c>, <c>bpm</c>, <c>1/s</c>; <c>share</c> of a whole, in [0, 1]; <c>1</c> for a number without unit, such as a coefficient. Null where a name says
    /// nothing, as in tables of one's own.
    /// </returns>
    public static string? Of(string name)
    {
        if (Coefficient().IsMatch(name)) return "1";
        if (Frequency().IsMatch(name)) return "Hz";
        if (Level().IsMatch(name)) return "dB";
        if (PerSecond().IsMatch(name)) return "1/s";
        if (Share().IsMatch(name)) return "share";
        return Tempo().IsMatch(name) ? "bpm" : null;
    }

    // MFCC of ours are of decibels, but scaled by an orthonormal transform; energies are of full scale.
    [GeneratedRegex(
        @"^_?(?:mfcc|rms|chroma|spectral(?:skewness|kurtosis|flatness)|entropyofspectrum|(?:hcdf|harmonicchangedetectionfunction)_(?!periodfreq)|fluctuation|roughness|pulseclarity)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Coefficient();

    [GeneratedRegex(@"^_?(?:centroid_|rolloff_|spectral(?:centroid|spread)|(?:hcdf|harmonicchangedetectionfunction)_periodfreq)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Frequency();

    [GeneratedRegex(@"^_?(?:contrast_|logmel_)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Level();

    [GeneratedRegex(@"^_?(?:zero-crossingrate|eventdensity)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"^_?(?:zcr_|lowenergy|brightness)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Share();

    [GeneratedRegex(@"^_?tempo(?:_|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tempo();
}
