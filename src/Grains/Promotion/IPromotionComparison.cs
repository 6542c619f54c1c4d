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
/// <param name="ComparedBy">Where the comparison comes from, in words; null where there is none.</param>
/// <param name="Traffic">What the candidate did on what the champion answers; null where it did nothing.</param>
/// <param name="TrafficFrom">Where the traffic's figures come from, in words; null where there are none.</param>
public sealed record PromotionFindings(ModelComparison? Comparison, string? ComparedBy, TrafficFigures? Traffic, string? TrafficFrom)
{
    /// <summary>Nothing is known.</summary>
    public static PromotionFindings None { get; } = new(null, null, null, null);

    /// <summary>Labelled clips that both models were compared on.</summary>
    public int LabelledClips => Comparison?.Metrics?.Clips ?? 0;

    /// <summary>True when the comparison has what the gates ask for before they judge by it.</summary>
    public bool IsCompared(PromotionGateOptions gates) => Comparison?.Metrics is { MacroF1.Interval: not null } metrics && metrics.Clips >= gates.LeastLabelled;

    /// <summary>True when the traffic is enough for the gates to judge by it.</summary>
    public bool HasTraffic(PromotionGateOptions gates) => Traffic is { } traffic && traffic.Requests >= gates.LeastRequests && traffic.Predictions >= gates.LeastRequests;
}
