using System.Text.RegularExpressions;
using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Artefacts;

/// <summary>Everything that must hold before a loaded artefact may answer.</summary>
internal static partial class ArtefactVerification
{
    private const int MaxFeatures = 100_000;

    public static void Check(IReadOnlyDictionary<string, byte[]> files, ModelManifest manifest)
    {
        Require(
            manifest.FormatVersion == ModelManifest.CurrentFormat,
            $"has format {manifest.FormatVersion}; this version of the program reads format {ModelManifest.CurrentFormat}");
        Require(VersionPattern().IsMatch(manifest.ModelVersion), "has a malformed model version");
        Require(HashPattern().IsMatch(manifest.ContentSha256), "has a malformed content hash");
        var hash = ContentAddress.Compute(files, manifest.ModelVersion, manifest.ContentSha256);
        Require(hash == manifest.ContentSha256, "does not match its content hash: it was damaged or changed");
        Require(ContentAddress.Version(manifest.ModelVersion[..^13], hash) == manifest.ModelVersion, "does not bear the version of its content");

        Require(manifest.SchemaId.Length > 0, "names no feature schema");
        Require(manifest.Features.Count is > 0 and <= MaxFeatures, $"has {manifest.Features.Count} features");
        Require(manifest.Features.All(name => name is not null) && manifest.Features.Distinct().Count() == manifest.Features.Count, "names a feature twice");
        Require(manifest.Classes.Count is >= 2 and <= EmotionProbabilities.Count, "has less than two classes");
        Require(manifest.Classes.Zip(manifest.Classes.Skip(1)).All(pair => pair.First < pair.Second), "lists its classes out of order");
        Require(double.IsFinite(manifest.Temperature) && manifest.Temperature > 0, "has no usable temperature");
        Require(manifest.Decision.TaggedThreshold is >= 0 and <= 1 && manifest.Decision.TopTwoThreshold is >= 0 and <= 1, "has thresholds outside [0, 1]");
    }

    public static void Check(ModelManifest manifest, LinearWeights weights)
    {
        var width = manifest.Features.Count;
        var fitted = weights.Preprocessing;
        double[][] columns = [fitted.LowFence, fitted.HighFence, fitted.Median, fitted.Mean, fitted.Scale];
        Require(columns.All(column => column.Length == width), "has preprocessing parameters of another length than its features");
        Require(weights.Bias.Length == manifest.Classes.Count, "has another number of biases than classes");
        Require(weights.Weights.Length == manifest.Classes.Count, "has another number of weight rows than classes");
        Require(weights.Weights.All(row => row is not null && row.Length == width), "has weights of another length than its features");
        Require(columns.Concat(weights.Weights).Append(weights.Bias).All(row => row.All(double.IsFinite)), "holds a number that is not finite");
        Require(fitted.Scale.All(scale => scale >= 0), "has a negative scale");
        Require(fitted.LowFence.Zip(fitted.HighFence).All(pair => pair.First <= pair.Second), "has fences in the wrong order");
    }

    private static void Require(bool condition, string what)
    {
        if (!condition) throw new ModelArtefactException($"The model artefact {what}.");
    }

    [GeneratedRegex("^[a-z]{2,8}-[0-9a-f]{12}\\z")]
    private static partial Regex VersionPattern();

    [GeneratedRegex("^[0-9a-f]{64}\\z")]
    private static partial Regex HashPattern();
}
