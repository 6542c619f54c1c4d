using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Artefacts;

/// <summary>Everything that must hold before a loaded artefact may answer.</summary>
internal static partial class ArtefactVerification
{
    private const int MaxFeatures = 100_000;

    public static void Check(IReadOnlyDictionary<string, byte[]> files, ModelManifest manifest)
    {
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

    /// <summary>Refuses artefacts of other formats by their number alone, since what else they hold is not known.</summary>
    public static void CheckFormat(byte[] manifest, string name)
    {
        var format = ArtefactJson.Read(manifest, ArtefactJson.Default.JsonElement, name) is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("formatVersion", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var version) ? version : (int?)null;
        if (format is null or ModelManifest.CurrentFormat) return;           // what is no number, the manifest's own reading refuses
        var remedy = format < ModelManifest.CurrentFormat ? "train the model again" : "use the version of the program that wrote it, or a newer one";
        throw new ModelArtefactException(
            $"The model artefact has format {format}; this version of the program reads format {ModelManifest.CurrentFormat}: {remedy}.");
    }

    public static void Check(ModelManifest manifest, VoteWeights weights)
    {
        Require(weights.Preparations.Count is > 0 and <= VoteWeights.MaxMembers, $"has {weights.Preparations.Count} preparations");
        Require(weights.Members.Count is > 0 and <= VoteWeights.MaxMembers, $"has {weights.Members.Count} members");
        Require(weights.Preparations.All(preparation => preparation is not null) && weights.Members.All(member => member is not null), "lacks a preparation or a member");
        foreach (var preparation in weights.Preparations) PreparationVerification.Check(preparation, manifest.Features.Count);
        foreach (var member in weights.Members)
        {
            Require(double.IsFinite(member.Weight) && member.Weight is > 0 and <= 1, "has a member whose weight is not in (0, 1]");
            Require(member.Temperature is not { } temperature || (double.IsFinite(temperature) && temperature > 0), "has a member without a usable temperature");
            Require(member.Temperature is not null || weights.Members.Count == 1, "has a vote with an uncalibrated member");
            Require(member.Preparation >= 0 && member.Preparation < weights.Preparations.Count, $"has no preparation {member.Preparation}");
            var flaw = member.Scores.FindFlaw(PreparationVerification.WidthOf(weights.Preparations[member.Preparation]), manifest.Classes.Count);
            Require(flaw is null, flaw ?? string.Empty);
        }

        var outside = weights.Domain?.FindFlaw(manifest.Features.Count);
        Require(outside is null, outside ?? string.Empty);
        Require(Math.Abs(weights.Members.Sum(member => member.Weight) - 1) < 1e-9, "has weights that do not sum to 1");
    }

    /// <exception cref="ModelArtefactException">The condition does not hold.</exception>
    internal static void Require(bool condition, string what)
    {
        if (!condition) throw new ModelArtefactException($"The model artefact {what}.");
    }

    [GeneratedRegex("^[a-z]{2,8}-[0-9a-f]{12}\\z")]
    private static partial Regex VersionPattern();

    [GeneratedRegex("^[0-9a-f]{64}\\z")]
    private static partial Regex HashPattern();
}
