using Cluster.Modeling.Comparison;
using Cluster.Modeling.Promotion;

namespace Cluster.Grains.Promotion;

/// <summary>Finds what is known of a candidate beside the champion.</summary>
public interface IPromotionComparison
{
    /// <summary>Finds it, without scoring anything.</summary>
    /// <returns>Nothing where the two were never compared.</returns>
    Task<PromotionFindings> FindAsync(string candidate, string champion, CancellationToken cancellationToken);
}

/// <summary>What is known of a candidate beside the champion.</summary>
/// <param name="Comparison">Both on the same labelled clips; null where they were not compared.</param>
/// <param name="Traffic">What the candidate did on what the champion answers; null where it did nothing.</param>
/// <param name="Source">Where it comes from, in words; null where there is nothing.</param>
public sealed record PromotionFindings(ModelComparison? Comparison, TrafficFigures? Traffic, string? Source)
{
    /// <summary>Nothing is known.</summary>
    public static PromotionFindings None { get; } = new(null, null, null);
}
