using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;
using Cluster.Modeling.Experiments;

namespace Cluster.Grains.Experiments;

/// <summary>Between the messages of an experiment and the arithmetic of its allocation.</summary>
internal static class ArmRouting
{
    /// <summary>The shares of arms.</summary>
    public static IReadOnlyList<ArmShare> Shares(IReadOnlyList<ExperimentArm> arms) => [.. arms.Select(arm => new ArmShare(arm.Name, arm.Share))];

    /// <summary>The segments of the next period: the first ones, or those of before with as little movement as possible.</summary>
    public static ImmutableArray<ExperimentSegment> Next(ImmutableArray<ExperimentPeriod> periods, IReadOnlyList<ExperimentArm> arms)
    {
        var allocation = periods.IsEmpty ? ArmAllocation.Create(Shares(arms)) : Allocation(periods[^1]).WithShares(Shares(arms));
        return [.. allocation.Segments.Select(segment => new ExperimentSegment(segment.Arm, segment.Length))];
    }

    /// <summary>The allocations of a started experiment.</summary>
    public static AllocationHistory History(ImmutableArray<ExperimentPeriod> periods) => new([.. periods.Select(Allocation)]);

    private static ArmAllocation Allocation(ExperimentPeriod period) =>
        ArmAllocation.FromSegments([.. period.Segments.Select(segment => new ArmSegment(segment.Arm, segment.Length))]);
}
