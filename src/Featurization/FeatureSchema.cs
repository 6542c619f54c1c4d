using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Featurization;

/// <summary>The meaning of a feature vector: which value stands where, and a name for the whole that changes with any setting.</summary>
/// <remarks>Immutable and thread-safe. Vectors of different ids must never be mixed.</remarks>
public sealed class FeatureSchema
{
    /// <summary>The version of the recipe of <see cref="FeatureRecipe.Librosa"/>: everything that <see cref="FeatureOptions"/> does not let one choose.</summary>
    public const string Version = "librosa-v1";

    /// <summary>The version of the recipe of <see cref="FeatureRecipe.LogMel"/>.</summary>
    public const string LogMelVersion = "logmel-v1";

    private static readonly string[] Statistics = ["mean", "std", "p10", "p90"];

    // Whatever is fixed by the version stands here, so that a change of the recipe cannot keep the id by oversight.
    private const string FixedRecipe =
        "sampleRate=22050;downmix=mean;resampler=kaiser-13.038-pass0.9137457-stop1;stft=2048/512/hann/centred-zero;mel=slaney/area/power/0-11025;" +
        "db=10log10/floor1e-10/range80;mfcc=dct2-ortho;delta=savgol9-interp;chroma=12/power/tuned/oct5/width2/l2/max;" +
        "contrast=6/200/0.02/db;zcr=edge/1e-10;rms=zero;tempo=mean-flux/8s/120/1/320;loudness=bs1770-4;percentile=linear;std=population";

    private const string FixedPatchRecipe =
        "sampleRate=22050;downmix=mean;resampler=kaiser-13.038-pass0.9137457-stop1;stft=2048/512/hann/centred-zero;mel=slaney/area/power/0-11025;" +
        "db=10log10/floor1e-10/range80;loudness=bs1770-4;patch=mean/128/band-major";

    /// <summary>Describes the vector that these options give.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public FeatureSchema(FeatureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Validated();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalText(options)));
        Id = $"{VersionOf(options.Recipe)}-{Convert.ToHexStringLower(hash.AsSpan(0, 4))}";
        Names = options.Recipe == FeatureRecipe.LogMel ? BuildPatchNames(options) : BuildNames(options);
    }

    /// <summary>The families in the order of the vector.</summary>
    public static IReadOnlyList<FeatureFamily> Families { get; } = Enum.GetValues<FeatureFamily>(); // before Default, which needs it

    /// <summary>The schema of <see cref="FeatureOptions.Default"/>.</summary>
    public static FeatureSchema Default { get; } = new(FeatureOptions.Default);

    /// <summary>The schemas that can be asked for by name.</summary>
    public static IReadOnlyList<FeatureSchema> Released { get; } = [Default, new(FeatureOptions.LogMel)];

    /// <summary>Their names, for people.</summary>
    public static string ReleasedNames { get; } = string.Join(", ", Released.Select(schema => VersionOf(schema.Options.Recipe)));

    /// <summary>The recipe's version and eight hexadecimal digits of a SHA-256 over every setting.</summary>
    public string Id { get; }

    /// <summary>The settings.</summary>
    public FeatureOptions Options { get; }

    /// <summary>
    /// The name of each value. Of <c>librosa-v1</c>: <c>family_statistic_index</c> with the index from 1, without index for a family of one value; at the end
    /// <c>tempo</c>. Of <c>logmel-v1</c>: <c>logmel_band_step</c>, both from 1.
    /// </summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of values in a vector.</summary>
    public int Length => Names.Count;

    /// <summary>The recipe's version, by which a schema with its defaults is asked for.</summary>
    /// <param name="recipe">The recipe.</param>
    public static string VersionOf(FeatureRecipe recipe) => recipe == FeatureRecipe.LogMel ? LogMelVersion : Version;

    /// <summary>A schema by its whole id, or by its version.</summary>
    /// <param name="name">Such as <c>librosa-v1</c>.</param>
    /// <returns>The released schema; null when there is none of that name.</returns>
    public static FeatureSchema? Find(string name) => Released.FirstOrDefault(schema => schema.Id == name || VersionOf(schema.Options.Recipe) == name);

    /// <summary>The name that a family carries in tables and reports, such as <c>mfcc_delta</c>.</summary>
    /// <param name="family">The family.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such family.</exception>
    public static string NameOf(FeatureFamily family) => family switch
    {
        FeatureFamily.Mfcc => "mfcc",
        FeatureFamily.MfccDelta => "mfcc_delta",
        FeatureFamily.MfccDelta2 => "mfcc_delta2",
        FeatureFamily.Chroma => "chroma",
        FeatureFamily.Centroid => "centroid",
        FeatureFamily.Rolloff => "rolloff",
        FeatureFamily.Contrast => "contrast",
        FeatureFamily.ZeroCrossingRate => "zcr",
        FeatureFamily.RootMeanSquare => "rms",
        _ => throw new ArgumentOutOfRangeException(nameof(family)),
    };

    /// <summary>Number of values that a family has per frame.</summary>
    /// <param name="family">The family.</param>
    /// <param name="options">The settings.</param>
    public static int WidthOf(FeatureFamily family, FeatureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return family switch
        {
            FeatureFamily.Mfcc or FeatureFamily.MfccDelta or FeatureFamily.MfccDelta2 => options.MfccCount,
            FeatureFamily.Chroma => 12,
            FeatureFamily.Contrast => 7,
            _ => 1,
        };
    }

    /// <summary>The text behind the id: every setting and what the version fixes.</summary>
    internal static string CanonicalText(FeatureOptions options)
    {
        var culture = CultureInfo.InvariantCulture;
        var target = options.LoudnessTargetLufs?.ToString("R", culture) ?? "off";
        if (options.Recipe == FeatureRecipe.LogMel)
            return string.Create(culture, $"{LogMelVersion};{FixedPatchRecipe};target={target};melBands={options.MelBandCount}");
        return string.Create(culture, $"{Version};{FixedRecipe};target={target};melBands={options.MelBandCount};mfccCount={options.MfccCount};") +
            string.Create(culture, $"rolloff={options.RolloffShare:R};window={options.TextureWindowS:R};hop={options.TextureHopS:R}");
    }

    private static string[] BuildPatchNames(FeatureOptions options) =>
        [.. from band in Enumerable.Range(1, options.MelBandCount)
            from step in Enumerable.Range(1, LogMelExtractor.StepCount)
            select string.Create(CultureInfo.InvariantCulture, $"logmel_{band}_{step}")];

    private static string[] BuildNames(FeatureOptions options)
    {
        var names = new List<string>();
        foreach (var family in Families)
        {
            var width = WidthOf(family, options);
            foreach (var statistic in Statistics)
            {
                for (var i = 1; i <= width; i++)
                {
                    names.Add(width == 1
                        ? $"{NameOf(family)}_{statistic}"
                        : string.Create(CultureInfo.InvariantCulture, $"{NameOf(family)}_{statistic}_{i}"));
                }
            }
        }

        names.Add("tempo");
        return [.. names];
    }
}
