namespace Cluster.Modeling.Drift;

/// <summary>What is known when it is asked whether to train anew.</summary>
public sealed record RetrainingFacts
{
    /// <summary>When the last training started; null where there was none.</summary>
    public DateTimeOffset? LastTrainedAt { get; init; }

    /// <summary>Whether a training is under way.</summary>
    public bool TrainingRuns { get; init; }

    /// <summary>The names of what drifts.</summary>
    public IReadOnlyList<string> DriftAlerts { get; init; } = [];

    /// <summary>Macro-F1 when the model was trained or promoted; null where unknown.</summary>
    public double? MacroF1Before { get; init; }

    /// <summary>Macro-F1 on labelled traffic now; null where unknown.</summary>
    public double? MacroF1Now { get; init; }

    /// <summary>The labelled predictions that <see cref="MacroF1Now"/> is of.</summary>
    public int Labelled { get; init; }

    /// <summary>Labels that the model was trained on.</summary>
    public long TrainedLabels { get; init; }

    /// <summary>Labels that have come since.</summary>
    public long NewLabels { get; init; }
}
