using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Reports;

/// <summary>Figures on held-out rows, pooled over folds and repeats.</summary>
public sealed record EvaluationSection
{
    /// <summary>Folds of the cross-validation; 0 when a finished model was evaluated on a table.</summary>
    public required int Folds { get; init; }

    /// <summary>Repeats with other folds; 1 when a finished model was evaluated.</summary>
    public required int Repeats { get; init; }

    /// <summary>The share of right predictions.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Unweighted mean of F1 over the emotions that occur.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>Expected calibration error of the calibrated probabilities.</summary>
    public required double Ece { get; init; }

    /// <summary>The same with the model's own temperature at 1; the members of a vote keep theirs.</summary>
    public required double EceBeforeCalibration { get; init; }

    /// <summary>What a perfectly calibrated model would not exceed in 95 of 100 tables of this size.</summary>
    public required double EceByChance { get; init; }

    /// <summary>Equal bins over [0, 1] of both.</summary>
    public int EceBins { get; init; } = CalibrationMetrics.Bins;

    /// <summary>Brier score over all emotions, in [0, 2].</summary>
    public required double Brier { get; init; }

    /// <summary>Log-loss in nats.</summary>
    public required double LogLoss { get; init; }

    /// <summary>F1 by emotion that occurs.</summary>
    public required IReadOnlyDictionary<string, double> PerClassF1 { get; init; }

    /// <summary>The emotions of the matrix' rows and columns.</summary>
    public required IReadOnlyList<string> ConfusionLabels { get; init; }

    /// <summary>Counts, truth by prediction, over all repeats.</summary>
    public required IReadOnlyList<long[]> Confusion { get; init; }

    /// <summary>95 % bootstrap intervals of <c>accuracy</c>, <c>macroF1</c> and <c>ece</c>.</summary>
    public required IReadOnlyDictionary<string, Interval> Intervals { get; init; }

    /// <summary>The accuracy of always answering the most frequent emotion.</summary>
    public required double ChanceAccuracy { get; init; }

    /// <summary>What the tagging threshold covers, and how well.</summary>
    public required CoveragePoint Tagged { get; init; }

    /// <summary>Coverage against accuracy over thresholds.</summary>
    public required IReadOnlyList<CoveragePoint> Coverage { get; init; }

    /// <summary>Accuracy and macro-F1 of parts of the data.</summary>
    public required IReadOnlyList<Slice> Slices { get; init; }
}
