using System.Collections.Immutable;

namespace Cluster.Abstractions.Drifts;

/// <summary>One model's closed window against the model's reference.</summary>
[GenerateSerializer, Immutable, Alias("drift-view")]
public sealed record DriftView
{
    /// <summary>The model.</summary>
    [Id(0)] public required string ModelVersion { get; init; }

    /// <summary>The window's number; numbers rise over all models.</summary>
    [Id(1)] public required long Window { get; init; }

    /// <summary>When it opened.</summary>
    [Id(2)] public required DateTimeOffset From { get; init; }

    /// <summary>When it closed.</summary>
    [Id(3)] public required DateTimeOffset To { get; init; }

    /// <summary>Recordings that were counted, one clip of each.</summary>
    [Id(4)] public required long Rows { get; init; }

    /// <summary>Recordings that were not counted, because a queue was full.</summary>
    [Id(5)] public required long Dropped { get; init; }

    /// <summary>Processes that counted.</summary>
    [Id(6)] public required int Sources { get; init; }

    /// <summary>Independent rows of the reference; 0 where the model has no reference, and then nothing is compared.</summary>
    [Id(7)] public required long ReferenceRows { get; init; }

    /// <summary>The gravest level of this window.</summary>
    [Id(8)] public required DriftSeverity Level { get; init; }

    /// <summary>Features that are at least moderate in this window.</summary>
    [Id(9)] public required int Drifted { get; init; }

    /// <summary>Features in the schema's order; empty where there is no reference.</summary>
    [Id(10)] public ImmutableArray<DriftSeries> Features { get; init; } = [];

    /// <summary>The predicted emotions; null where there is no reference.</summary>
    [Id(11)] public DriftSeries? Labels { get; init; }

    /// <summary>The confidences; null where there is no reference.</summary>
    [Id(12)] public DriftSeries? Confidences { get; init; }

    /// <summary>The predictions.</summary>
    [Id(13)] public required DriftPredictions Predictions { get; init; }

    /// <summary>Quality on labelled traffic; null without labels.</summary>
    [Id(14)] public DriftQuality? Labelled { get; init; }

    /// <summary>Quality that the probabilities promise; null without predictions.</summary>
    [Id(15)] public DriftEstimate? Estimated { get; init; }

    /// <summary>Macro-F1 on held-out rows when the model was trained; null where unknown.</summary>
    [Id(16)] public double? TrainedMacroF1 { get; init; }

    /// <summary>Expected calibration error on held-out rows when the model was trained; null where unknown.</summary>
    [Id(17)] public double? TrainedCalibrationError { get; init; }
}
