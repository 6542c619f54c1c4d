using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Training;

/// <summary>All that was fitted on a set of training rows.</summary>
public sealed record FittedModel
{
    /// <summary>The emotions that it knows.</summary>
    public required IReadOnlyList<EmotionLabel> Classes { get; init; }

    /// <summary>Its numbers.</summary>
    public required IModelWeights Weights { get; init; }

    /// <summary>Its temperature.</summary>
    public required double Temperature { get; init; }

    /// <summary>The algorithm's name for the manifest.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The start of its version.</summary>
    public required string VersionPrefix { get; init; }

    /// <summary>The chosen candidate's name.</summary>
    public required string Candidate { get; init; }

    /// <summary>The chosen settings in words.</summary>
    public required string Settings { get; init; }

    /// <summary>Every candidate with what it was worth on held-out rows, in the order of the options; the vote last.</summary>
    public required IReadOnlyList<CandidateScore> Scores { get; init; }
}

/// <summary>What a candidate was worth in the inner cross-validation.</summary>
/// <param name="Name">The candidate.</param>
/// <param name="Settings">Its best settings in words; for the vote, the members' weights.</param>
/// <param name="LogLoss">Mean log-loss after calibration, in nats.</param>
/// <param name="Accuracy">The share of right rows.</param>
public sealed record CandidateScore(string Name, string Settings, double LogLoss, double Accuracy);
