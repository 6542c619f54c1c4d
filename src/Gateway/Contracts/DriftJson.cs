using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Drifts;

namespace Cluster.Gateway.Contracts;

/// <summary>A model's closed window against the model's training set.</summary>
public sealed class DriftJson
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The window's number.</summary>
    public required long Window { get; init; }

    /// <summary>When it opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it closed.</summary>
    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>Recordings that were counted, one clip of each.</summary>
    public required long Rows { get; init; }

    /// <summary>Recordings that were not counted, because a queue was full.</summary>
    public required long Dropped { get; init; }

    /// <summary>Processes that counted.</summary>
    public required int Sources { get; init; }

    /// <summary>Independent rows of the training set; 0 where the model has none on record, and then nothing is compared.</summary>
    public required long ReferenceRows { get; init; }

    /// <summary>none, moderate or major: the gravest of this window.</summary>
    public required string Level { get; init; }

    /// <summary>Features that are at least moderate in this window.</summary>
    public required int Drifted { get; init; }

    /// <summary>Names of the features of the greatest PSI, at most ten.</summary>
    public required IReadOnlyList<string> TopMovers { get; init; }

    /// <summary>Features in the schema's order.</summary>
    public required IReadOnlyList<DriftSeriesJson> Features { get; init; }

    /// <summary>The predicted emotions; null where nothing is compared.</summary>
    public required DriftSeriesJson? PredictedEmotions { get; init; }

    /// <summary>The confidences; null where nothing is compared.</summary>
    public required DriftSeriesJson? Confidence { get; init; }

    /// <summary>The predictions.</summary>
    public required DriftPredictionsJson Predictions { get; init; }

    /// <summary>Quality on traffic that was labelled after the model was registered, and at training.</summary>
    public required DriftQualityJson Quality { get; init; }

    /// <summary>The window that is open; null where nothing was counted since.</summary>
    public required DriftOpenWindowJson? Open { get; init; }

    /// <summary>A report's JSON.</summary>
    public static DriftJson From(DriftView view, DriftOpenWindow? open) => new()
    {
        Model = view.ModelVersion,
        Window = view.Window,
        OpenedAt = view.From,
        ClosedAt = view.To,
        Rows = view.Rows,
        Dropped = view.Dropped,
        Sources = view.Sources,
        ReferenceRows = view.ReferenceRows,
        Level = Names.Of(view.Level),
        Drifted = view.Drifted,
        TopMovers = [.. view.Features.OrderByDescending(series => series.Psi).ThenBy(series => series.Name, StringComparer.Ordinal).Take(10).Select(series => series.Name)],
        Features = [.. view.Features.Select(DriftSeriesJson.From)],
        PredictedEmotions = view.Labels is { } labels ? DriftSeriesJson.From(labels) : null,
        Confidence = view.Confidences is { } confidences ? DriftSeriesJson.From(confidences) : null,
        Predictions = DriftPredictionsJson.From(view.Predictions),
        Quality = new DriftQualityJson(
            view.Labelled?.Rows ?? 0, view.Labelled?.Accuracy, view.Labelled?.MacroF1, view.Labelled?.CalibrationError, view.TrainedMacroF1, view.TrainedCalibrationError,
            view.Estimated?.Accuracy, view.Estimated?.MacroF1, DriftEstimate.BlindSpot),
        Open = open is null ? null : new DriftOpenWindowJson(open.Since, open.Rows, open.RowsNeeded, open.ClosesFrom),
    };
}

/// <summary>One feature, the predicted emotions or the confidences.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Psi">Population stability index.</param>
/// <param name="Kl">Kullback-Leibler divergence in nats.</param>
/// <param name="Threshold">The PSI from which it is moderate: the policy's, or what chance explains where that is more.</param>
/// <param name="ByChance">The PSI that chance explains at this size.</param>
/// <param name="PValue">The chance of such a PSI without drift, corrected for the number of features.</param>
/// <param name="Level">none, moderate or major, in this window.</param>
/// <param name="WindowsRunning">Windows running that were at least moderate.</param>
/// <param name="Alert">none, moderate or major: what has lasted long enough.</param>
/// <param name="Histogram">What a page draws; null where it was not asked for.</param>
public sealed record DriftSeriesJson(
    string Name, double Psi, double Kl, double Threshold, double ByChance, double PValue, string Level, int WindowsRunning, string Alert, DriftHistogramJson? Histogram)
{
    /// <summary>A series' JSON.</summary>
    public static DriftSeriesJson From(DriftSeries series) => new(
        series.Name, series.Psi, series.Kl, series.Threshold, series.ByChance, series.PValue, Names.Of(series.Level), series.ModerateRunning, Names.Of(series.Alert),
        series.Histogram is { } histogram ? new DriftHistogramJson(histogram.Bins, histogram.Edges, histogram.Reference, histogram.Window) : null);
}

/// <summary>Counts of the training set and of the window in the same bins.</summary>
/// <param name="Bins">What each bin holds: <c>below</c>, an interval, <c>above</c>, <c>missing</c>, or an emotion.</param>
/// <param name="Edges">Rising ends of the intervals; empty where bins are none.</param>
/// <param name="Reference">Counts of the training set.</param>
/// <param name="Window">Counts of the window.</param>
public sealed record DriftHistogramJson(IReadOnlyList<string> Bins, IReadOnlyList<double> Edges, IReadOnlyList<long> Reference, IReadOnlyList<long> Window);

/// <summary>What a window's predictions add up to.</summary>
/// <param name="MeanConfidence">In [0, 1].</param>
/// <param name="MeanEntropy">In nats.</param>
/// <param name="ReviewRate">The share for review, in [0, 1].</param>
/// <param name="ByEmotion">Predictions by emotion.</param>
/// <param name="ByDecision">Predictions by decision.</param>
public sealed record DriftPredictionsJson(
    double MeanConfidence, double MeanEntropy, double ReviewRate, IReadOnlyDictionary<string, long> ByEmotion, IReadOnlyDictionary<string, long> ByDecision)
{
    /// <summary>The JSON of predictions.</summary>
    public static DriftPredictionsJson From(DriftPredictions predictions) => new(
        predictions.MeanConfidence, predictions.MeanEntropy, predictions.ReviewRate,
        Enum.GetValues<EmotionLabel>().Zip(predictions.Labels).ToDictionary(pair => pair.First.ToName(), pair => pair.Second),
        Enum.GetValues<TagDecision>().Zip(predictions.Decisions).ToDictionary(pair => Names.Of(pair.First), pair => pair.Second));
}

/// <summary>Quality on labelled traffic, at training, and as the probabilities promise it.</summary>
/// <param name="Labelled">Labelled predictions.</param>
/// <param name="Accuracy">On these; null without any.</param>
/// <param name="MacroF1">On these; null without any.</param>
/// <param name="Ece">Expected calibration error on these; null without any.</param>
/// <param name="TrainedMacroF1">On held-out rows at training; null where unknown.</param>
/// <param name="TrainedEce">On held-out rows at training; null where unknown.</param>
/// <param name="EstimatedAccuracy">Without labels (CBPE); null without predictions.</param>
/// <param name="EstimatedMacroF1">Without labels (CBPE); null without predictions.</param>
/// <param name="BlindSpot">What the estimate cannot see.</param>
public sealed record DriftQualityJson(
    int Labelled, double? Accuracy, double? MacroF1, double? Ece, double? TrainedMacroF1, double? TrainedEce, double? EstimatedAccuracy, double? EstimatedMacroF1, string BlindSpot);

/// <summary>The window that is open.</summary>
/// <param name="Since">When it opened.</param>
/// <param name="Rows">Recordings so far.</param>
/// <param name="RowsNeeded">Recordings that are still needed.</param>
/// <param name="ClosesFrom">It closes at this time at the earliest.</param>
public sealed record DriftOpenWindowJson(DateTimeOffset Since, long Rows, long RowsNeeded, DateTimeOffset ClosesFrom);

/// <summary>A closed window in a list.</summary>
/// <param name="Window">Its number.</param>
/// <param name="Model">The model.</param>
/// <param name="OpenedAt">When it opened.</param>
/// <param name="ClosedAt">When it closed.</param>
/// <param name="Rows">Recordings.</param>
/// <param name="Dropped">Recordings that were not counted.</param>
/// <param name="Level">none, moderate or major; null before it was judged, as the rest.</param>
/// <param name="Drifted">Features that are at least moderate.</param>
/// <param name="MeanConfidence">In [0, 1].</param>
/// <param name="ReviewRate">In [0, 1].</param>
/// <param name="Labelled">Labelled predictions.</param>
/// <param name="MacroF1">On these; null without any.</param>
/// <param name="EstimatedMacroF1">Without labels (CBPE).</param>
public sealed record DriftWindowJson(
    long Window, string Model, DateTimeOffset OpenedAt, DateTimeOffset ClosedAt, long Rows, long Dropped,
    string? Level, int? Drifted, double? MeanConfidence, double? ReviewRate, int? Labelled, double? MacroF1, double? EstimatedMacroF1)
{
    /// <summary>A window's JSON.</summary>
    public static DriftWindowJson From(DriftWindowEntry entry) => new(
        entry.Number, entry.ModelVersion, entry.From, entry.To, entry.Rows, entry.Dropped, entry.Findings is { } findings ? Names.Of(findings.Level) : null,
        entry.Findings?.Drifted, entry.Findings?.MeanConfidence, entry.Findings?.ReviewRate, entry.Findings?.Labelled, entry.Findings?.MacroF1, entry.Findings?.EstimatedMacroF1);
}

/// <summary>A page of windows, newest first.</summary>
/// <param name="Windows">The windows.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record DriftWindowPageJson(IReadOnlyList<DriftWindowJson> Windows, string? NextCursor);
