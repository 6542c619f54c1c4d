using System.Security.Cryptography;
using System.Text;
using Cluster.Featurization.Recipes;

namespace Cluster.Featurization;

/// <summary>The meaning of a feature vector: which value stands where, and a name for the whole that changes with any setting.</summary>
/// <remarks>Immutable and thread-safe. Vectors of different ids must never be mixed.</remarks>
public sealed class FeatureSchema
{
    /// <summary>The version of the recipe of <see cref="FeatureRecipe.Librosa"/>: everything that <see cref="FeatureOptions"/> does not let one choose.</summary>
    public const string Version = "librosa-v1";

    /// <summary>The version of the recipe of <see cref="FeatureRecipe.LogMel"/>.</summary>
    public const string LogMelVersion = "logmel-v1";

    /// <summary>The version of the recipe of <see cref="FeatureRecipe.MirToolbox"/>.</summary>
    public const string MirToolboxVersion = "mirtoolbox-v1";

    private readonly SchemaRecipe recipe;

    /// <summary>Describes the vector that these options give.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public FeatureSchema(FeatureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Validated();
        recipe = SchemaRecipe.Of(options.Recipe);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(recipe.CanonicalText(options)));
        Id = $"{recipe.Version}-{Convert.ToHexStringLower(hash.AsSpan(0, 4))}";
        Names = recipe.Names(options);
    }

    /// <summary>The families in the order of the vector.</summary>
    public static IReadOnlyList<FeatureFamily> Families { get; } = Enum.GetValues<FeatureFamily>(); // before Default, which needs it

    /// <summary>The schema of <see cref="FeatureOptions.Default"/>.</summary>
    public static FeatureSchema Default { get; } = new(FeatureOptions.Default);

    /// <summary>The schemas that can be asked for by name.</summary>
    public static IReadOnlyList<FeatureSchema> Released { get; } = [.. SchemaRecipe.Released.Select(options => new FeatureSchema(options))];

    /// <summary>Their names, for people.</summary>
    public static string ReleasedNames { get; } = string.Join(", ", Released.Select(schema => schema.recipe.Version));

    /// <summary>The recipe's version and eight hexadecimal digits of a SHA-256 over every setting.</summary>
    public string Id { get; }

    /// <summary>The settings.</summary>
    public FeatureOptions Options { get; }

    /// <summary>
    /// The name of each value. Of <c>librosa-v1</c>: <c>family_statistic_index</c> with the index from 1, without index for a family of one value; at the end
    /// <c>tempo</c>. Of <c>logmel-v1</c>: <c>logmel_band_step</c>, both from 1. Of <c>mirtoolbox-v1</c>: the table's own names.
    /// </summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What the values are.</summary>
    public FeatureForm Form => recipe.Form;

    /// <summary>Sample rate in Hz of the audio that the features are computed from.</summary>
    public int SampleRate => recipe.SampleRate;

    /// <summary>Which clips have such a vector.</summary>
    public ClipRule Clips => recipe.Clips;

    /// <summary>Whether <see cref="FeatureOptions.FrontEnd"/> means anything to it.</summary>
    public bool HasFrontEnd => recipe.HasFrontEnd;

    /// <summary>Number of values in a vector.</summary>
    public int Length => Names.Count;

    /// <summary>A schema by its whole id, or by its version.</summary>
    /// <param name="name">Such as <c>librosa-v1</c>.</param>
    /// <returns>The released schema; null when there is none of that name.</returns>
    public static FeatureSchema? Find(string name) => Released.FirstOrDefault(schema => schema.Id == name || schema.recipe.Version == name);

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

    /// <summary>Builds what computes the vectors.</summary>
    internal IClipExtractor CreateExtractor() => recipe.CreateExtractor(Options);

    /// <summary>The text behind the id: every setting and what the version fixes.</summary>
    internal static string CanonicalText(FeatureOptions options) => SchemaRecipe.Of(options.Recipe).CanonicalText(options);
}
