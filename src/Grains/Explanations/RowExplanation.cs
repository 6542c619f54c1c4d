using Cluster.Abstractions.Explanations;
using Cluster.Modeling.Explanations;

namespace Cluster.Grains.Explanations;

/// <summary>The explanation of one vector, or why there is none.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Explanation">The explanation; null when there is none.</param>
/// <param name="Reason">Why there is none; null when there is one.</param>
public sealed record RowExplanation(ExplainStatus Status, Explanation? Explanation, string? Reason)
{
    /// <summary>Says why there is none.</summary>
    public static RowExplanation Failed(ExplainStatus status, string reason) => new(status, null, reason);
}
