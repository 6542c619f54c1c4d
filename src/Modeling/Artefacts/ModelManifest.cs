using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Artefacts;

/// <summary>What a model is, what it reads and how it decides: <c>manifest.json</c> of an artefact.</summary>
public sealed record ModelManifest
{
    /// <summary>The only format that this code writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The artefact's format; <see cref="CurrentFormat"/>.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The immutable version: algorithm prefix and the first 12 hex digits of <see cref="ContentSha256"/>, for example <c>lr-1f2e3d4c5b6a</c>.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>SHA-256 over all files of the artefact, 64 hex digits; see <see cref="ContentAddress"/>.</summary>
    public required string ContentSha256 { get; init; }

    /// <summary>The training algorithm, for example <c>multinomial-logistic-regression</c> or <c>soft-vote</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The feature schema that the model reads.</summary>
    public required string SchemaId { get; init; }

    /// <summary>The features' names in the order of the vector.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>The emotions that the model was trained on, by rising number; at least 2.</summary>
    public required IReadOnlyList<EmotionLabel> Classes { get; init; }

    /// <summary>Scores are divided by this before the softmax; above 0.</summary>
    public required double Temperature { get; init; }

    /// <summary>The thresholds that the model was evaluated with.</summary>
    public required DecisionPolicy Decision { get; init; }

    /// <summary>What it was trained on and how.</summary>
    public required TrainingProvenance Training { get; init; }

    /// <summary>Versions of what trained it, by name.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }
}
