using System.Text.Json.Serialization;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Artefacts;

/// <summary>The numbers of a model: <c>weights.json</c> of an artefact. One member answers alone; several vote by their calibrated probabilities.</summary>
public sealed record VoteWeights : IModelWeights
{
    /// <summary>The most members of a model that is read.</summary>
    public const int MaxMembers = 16;

    /// <summary>How raw vectors are prepared; members refer to them by index, so that a row is prepared once for all that share a way.</summary>
    public required IReadOnlyList<PreparationParameters> Preparations { get; init; }

    /// <summary>At least 1.</summary>
    public required IReadOnlyList<VoteMember> Members { get; init; }

    /// <summary>What the training rows were like; null for a model that does not know.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrainingDomain? Domain { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public IModelFamily Family => TabularFamily.Instance;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, byte[]> ToFiles() =>
        new Dictionary<string, byte[]> { [TabularFamily.WeightsFile] = ArtefactJson.Write(this, ArtefactJson.Default.VoteWeights) };

    /// <inheritdoc/>
    public IModelScorer CreateScorer(IReadOnlyList<EmotionLabel> classes) => new VoteScorer(classes, this);
}
