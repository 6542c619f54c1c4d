using System.Globalization;
using System.Text.RegularExpressions;

namespace Cluster.Modeling.Explanations;

/// <summary>Which group a feature belongs to, by its name: those of our schemas, of MIRToolbox's tables and of usual tables of music features.</summary>
internal static partial class FeatureGroupNames
{
    public const string Other = "other";

    private const string Low = "low";
    private const string Mid = "mid";
    private const string High = "high";

    /// <summary>All groups in the order in which they are listed.</summary>
    public static IReadOnlyList<string> All { get; } = ["timbre", "harmony", "rhythm", "loudness", Low, Mid, High, Other];

    /// <summary>The group of each feature.</summary>
    /// <remarks>
    /// The bands of a mel spectrum fall into three parts of as many bands each. For the 64 bands of <c>logmel-v1</c> these part at about 1.1 and 3.4 kHz.
    /// </remarks>
    public static string[] Of(IReadOnlyList<string> features)
    {
        var bands = features.Select(BandOf).ToArray();
        var count = bands.Max() ?? 0;
        return [.. features.Select((name, j) => bands[j] is { } band ? PartOf(band, count) : Of(name))];
    }

    private static string Of(string name)
    {
        if (Timbre().IsMatch(name)) return All[0];
        if (Harmony().IsMatch(name)) return All[1];
        if (Rhythm().IsMatch(name)) return All[2];
        return Loudness().IsMatch(name) ? All[3] : Other;
    }

    private static string PartOf(int band, int count) => (3 * (band - 1) / count) switch { 0 => Low, 1 => Mid, _ => High };

    private static int? BandOf(string name) =>
        Band().Match(name) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var band) && band > 0
            ? band : null;

    [GeneratedRegex(@"^[\s_]*log[\s_.-]?mel_([0-9]{1,4})(?:_|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Band();

    [GeneratedRegex(
        @"^[\s_]*(?:mfcc|spectral|centroid|roll[\s_.-]?off|contrast|zcr|zero[\s_.-]?crossing|roughness|brightness|flatness|spread|skewness|kurtosis|entropy[\s_.-]?of[\s_.-]?spectrum|irregularity|inharmonicity)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Timbre();

    [GeneratedRegex(
        @"^[\s_]*(?:chroma|hcdf|harmonic|tonal|tonnetz|key(?:[\s_.-]?(?:clarity|strength))?(?![a-z])|mode(?![a-z]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Harmony();

    [GeneratedRegex(
        @"^[\s_]*(?:tempo(?!r)|bpm|beat|rhythm|onset|event[\s_.-]?density|pulse|attack|fluctuation)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rhythm();

    [GeneratedRegex(@"^[\s_]*(?:rms|(?:low[\s_.-]?)?energy|loudness|lufs|intensity|dynamic)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Loudness();
}
