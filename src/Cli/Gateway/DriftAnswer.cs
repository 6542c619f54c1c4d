namespace Cluster.Cli.Gateway;

/// <summary>A model's report on a window.</summary>
internal sealed record DriftAnswer(
    string Model,
    long Window,
    DateTimeOffset OpenedAt,
    DateTimeOffset ClosedAt,
    long Rows,
    long Dropped,
    int Sources,
    long ReferenceRows,
    string Level,
    int Drifted,
    IReadOnlyList<DriftSeriesAnswer> Features,
    DriftSeriesAnswer? PredictedEmotions,
    DriftSeriesAnswer? Confidence,
    DriftPredictionsAnswer Predictions,
    DriftQualityAnswer Quality,
    DriftOpenAnswer? Open);

/// <summary>One feature, the predicted emotions or the confidences.</summary>
internal sealed record DriftSeriesAnswer(string Name, double Psi, double Kl, double Threshold, double PValue, string Level, int WindowsRunning, string Alert, DriftHistogramAnswer? Histogram);

/// <summary>Counts of the training set and of the window in the same bins.</summary>
internal sealed record DriftHistogramAnswer(IReadOnlyList<string> Bins, IReadOnlyList<long> Reference, IReadOnlyList<long> Window);

/// <summary>What a window's predictions add up to.</summary>
internal sealed record DriftPredictionsAnswer(double MeanConfidence, double MeanEntropy, double ReviewRate, IReadOnlyDictionary<string, long> ByEmotion);

/// <summary>Quality on labelled traffic, at training, and as the probabilities promise it.</summary>
internal sealed record DriftQualityAnswer(
    int Labelled, double? Accuracy, double? MacroF1, double? Ece, double? TrainedMacroF1, double? TrainedEce, double? EstimatedAccuracy, double? EstimatedMacroF1, string? BlindSpot);

/// <summary>The window that is open.</summary>
internal sealed record DriftOpenAnswer(DateTimeOffset Since, long Rows, long RowsNeeded, DateTimeOffset ClosesFrom);

/// <summary>A page of closed windows.</summary>
internal sealed record DriftWindowsAnswer(IReadOnlyList<DriftWindowAnswer> Windows, string? NextCursor);

/// <summary>A closed window in a list.</summary>
internal sealed record DriftWindowAnswer(
    long Window, string Model, DateTimeOffset OpenedAt, DateTimeOffset ClosedAt, long Rows, string? Level, int? Drifted, double? MeanConfidence, double? ReviewRate, int? Labelled, double? MacroF1,
    double? EstimatedMacroF1);

/// <summary>A page of alerts.</summary>
internal sealed record AlertsAnswer(IReadOnlyList<AlertAnswer> Alerts, string? NextCursor);

/// <summary>An alert.</summary>
internal sealed record AlertAnswer(
    string Id, string Model, string What, string Level, DateTimeOffset Since, long Window, string Evidence, string Advice, DateTimeOffset? ClearedAt, string? ClearedBecause,
    AcknowledgementAnswer? Acknowledged);

/// <summary>Who took note of an alert.</summary>
internal sealed record AcknowledgementAnswer(string By, DateTimeOffset At, string? Reason);

/// <summary>Sends a reason.</summary>
internal sealed record GiveReason(string? Reason);
