using System.Collections.Immutable;

namespace Cluster.Abstractions.Drifts;

/// <summary>One feature, the predicted emotions or the confidences of a window against the reference.</summary>
[GenerateSerializer, Immutable, Alias("drift-series")]
public sealed record DriftSeries
{
    /// <summary>The feature's name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Population stability index, at least 0.</summary>
    [Id(1)] public required double Psi { get; init; }

    /// <summary>Kullback-Leibler divergence of the window from the reference in nats, at least 0.</summary>
    [Id(2)] public required double Kl { get; init; }

    /// <summary>The PSI from which it is called moderate: the policy's, or what chance explains where that is more.</summary>
    [Id(3)] public required double Threshold { get; init; }

    /// <summary>The PSI that chance explains at this size.</summary>
    [Id(4)] public required double ByChance { get; init; }

    /// <summary>The chance of such a PSI without drift, corrected for the number of features.</summary>
    [Id(5)] public required double PValue { get; init; }

    /// <summary>How far this window is.</summary>
    [Id(6)] public required DriftSeverity Level { get; init; }

    /// <summary>Windows running, this the last, that were at least moderate.</summary>
    [Id(7)] public required int ModerateRunning { get; init; }

    /// <summary>Windows running, this the last, that were major.</summary>
    [Id(8)] public required int MajorRunning { get; init; }

    /// <summary>The level that has lasted for as many windows as are asked for.</summary>
    [Id(9)] public required DriftSeverity Alert { get; init; }

    /// <summary>What a page draws; null where it was not asked for.</summary>
    [Id(10)] public DriftHistogram? Histogram { get; init; }
}

/// <summary>Counts of the reference and of a window in the same bins.</summary>
/// <param name="Bins">What each bin holds, in words: <c>below</c>, <c>above</c>, <c>missing</c>, the ends of an interval, or an emotion.</param>
/// <param name="Edges">Rising ends of the bins between <c>below</c> and <c>above</c>, one more than there are of these; empty where bins are no intervals.</param>
/// <param name="Reference">Counts of the reference by bin.</param>
/// <param name="Window">Counts of the window by bin.</param>
[GenerateSerializer, Immutable, Alias("drift-histogram")]
public sealed record DriftHistogram(
    [property: Id(0)] ImmutableArray<string> Bins, [property: Id(1)] ImmutableArray<double> Edges, [property: Id(2)] ImmutableArray<long> Reference, [property: Id(3)] ImmutableArray<long> Window);
