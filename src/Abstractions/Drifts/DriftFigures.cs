using System.Collections.Immutable;

namespace Cluster.Abstractions.Drifts;

/// <summary>What a model's predictions of a window add up to.</summary>
/// <param name="MeanConfidence">The mean probability of the predicted emotion, in [0, 1].</param>
/// <param name="MeanEntropy">The mean entropy of the probabilities in nats, in [0, ln 4].</param>
/// <param name="ReviewRate">The share that a person should listen to, in [0, 1].</param>
/// <param name="Labels">Predictions by emotion, in the order of the emotions' numbers.</param>
/// <param name="Decisions">Predictions by decision, in the order of the decisions' numbers.</param>
[GenerateSerializer, Immutable, Alias("drift-predictions")]
public sealed record DriftPredictions(
    [property: Id(0)] double MeanConfidence, [property: Id(1)] double MeanEntropy, [property: Id(2)] double ReviewRate,
    [property: Id(3)] ImmutableArray<long> Labels, [property: Id(4)] ImmutableArray<long> Decisions);

/// <summary>Quality on traffic that was labelled after the model was registered.</summary>
/// <param name="Rows">Labelled predictions.</param>
/// <param name="Accuracy">The share of right ones, in [0, 1].</param>
/// <param name="MacroF1">In [0, 1].</param>
/// <param name="CalibrationError">Expected calibration error, in [0, 1].</param>
[GenerateSerializer, Immutable, Alias("drift-quality")]
public sealed record DriftQuality([property: Id(0)] int Rows, [property: Id(1)] double Accuracy, [property: Id(2)] double MacroF1, [property: Id(3)] double CalibrationError);

/// <summary>Quality that the window's probabilities promise (CBPE).</summary>
/// <param name="Accuracy">In [0, 1].</param>
/// <param name="MacroF1">In [0, 1].</param>
[GenerateSerializer, Immutable, Alias("drift-estimate")]
public sealed record DriftEstimate([property: Id(0)] double Accuracy, [property: Id(1)] double MacroF1)
{
    /// <summary>What the estimate cannot see; every answer that shows it says so.</summary>
    public const string BlindSpot =
        "Estimated from the model's own probabilities, without labels: it sees a model that grows unsure, not one that is surely wrong. It never counts for a promotion.";
}
