namespace Cluster.Modeling.Artefacts;

/// <summary>One member of a vote.</summary>
public sealed record VoteMember
{
    /// <summary>Its share of the vote, in (0, 1]; the shares of all members sum to 1.</summary>
    public required double Weight { get; init; }

    /// <summary>Its scores are divided by this before its own softmax; above 0. Null where the member is alone: then only the model's temperature applies.</summary>
    public required double? Temperature { get; init; }

    /// <summary>Index of its preparation.</summary>
    public required int Preparation { get; init; }

    /// <summary>What its scores are computed by.</summary>
    public required ScoreWeights Scores { get; init; }
}
