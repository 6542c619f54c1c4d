using Cluster.Abstractions.Time;

namespace Cluster.Modeling.Drift;

/// <summary>When a model is trained anew.</summary>
public sealed record RetrainingOptions
{
    /// <summary>Months after which it is trained anyway; at least 1, default 3.</summary>
    public int Months { get; init; } = 3;

    /// <summary>When trainings that can wait begin; default 02:00 to 05:00 UTC.</summary>
    public NightWindow Window { get; init; } = new(new TimeOnly(2, 0), new TimeOnly(5, 0), TimeZoneInfo.Utc);

    /// <summary>The fall of macro-F1 that cannot wait, in (0, 1]; default 0.05.</summary>
    public double MacroF1Fall { get; init; } = 0.05;

    /// <summary>Labelled predictions from which macro-F1 counts; at least 1, default 100.</summary>
    public int LeastLabelled { get; init; } = 100;

    /// <summary>New labels, as a share of those that the model was trained on, for which it is trained in the next window; above 0, default 0.10.</summary>
    public double NewLabels { get; init; } = 0.10;

    /// <summary>The share for which it is trained at once; at least <see cref="NewLabels"/>, default 0.15.</summary>
    public double ManyNewLabels { get; init; } = 0.15;

    /// <summary>The least time between two trainings, so that an alert that training does not cure trains no loop; at least 0, default 1 day.</summary>
    public TimeSpan LeastInterval { get; init; } = TimeSpan.FromDays(1);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Months, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastLabelled, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastInterval, TimeSpan.Zero);
        if (!(MacroF1Fall is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(MacroF1Fall), MacroF1Fall, "MacroF1Fall must be in (0, 1].");
        if (!(NewLabels > 0)) throw new ArgumentOutOfRangeException(nameof(NewLabels), NewLabels, "NewLabels must be above 0.");
        if (!(ManyNewLabels >= NewLabels)) throw new ArgumentOutOfRangeException(nameof(ManyNewLabels), ManyNewLabels, "ManyNewLabels must be at least NewLabels.");
    }
}
