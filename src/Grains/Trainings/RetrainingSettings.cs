using Cluster.Abstractions.Time;
using Cluster.Modeling.Drift;

namespace Cluster.Grains.Trainings;

/// <summary>When and how models are trained anew. Section <c>Retraining</c> of the settings.</summary>
public sealed class RetrainingSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retraining";

    /// <summary>Whether the cluster starts trainings by itself; default yes. Without, they are started by hand only.</summary>
    public bool Automatic { get; set; } = true;

    /// <summary>Months after which a model is trained anyway; 1 to 120; default 3.</summary>
    public int Months { get; set; } = 3;

    /// <summary>When trainings that can wait may begin, local time; default 02:00.</summary>
    public TimeOnly NightStart { get; set; } = new(2, 0);

    /// <summary>Until when; at or before <see cref="NightStart"/> it is the next day; default 05:00.</summary>
    public TimeOnly NightEnd { get; set; } = new(5, 0);

    /// <summary>The time zone of both, as the system names it; default UTC.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The fall of macro-F1 on labelled traffic that cannot wait; above 0 to 1; default 0.05.</summary>
    public double MacroF1Fall { get; set; } = 0.05;

    /// <summary>Labelled predictions from which such a fall counts; 1 to 1,000,000; default 100.</summary>
    public int LeastLabelled { get; set; } = 100;

    /// <summary>New labels, as a share of those that the model was trained on, for which it is trained in the next night; above 0 to 100; default 0.10.</summary>
    public double NewLabels { get; set; } = 0.10;

    /// <summary>The share for which it is trained at once; <see cref="NewLabels"/> to 100; default 0.15.</summary>
    public double ManyNewLabels { get; set; } = 0.15;

    /// <summary>The least time between two trainings that the cluster starts; 0 to 365 days; default 1 day.</summary>
    public TimeSpan LeastInterval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often the cluster decides; 10 s to 1 day; default 5 min.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Labels of each emotion that a training needs; 2 to 100,000; default 10.</summary>
    public int LeastPerEmotion { get; set; } = 10;

    /// <summary>A table of labelled features that every training has beside the labels, as <c>cluster train --features</c> reads it, with the columns of the feature schema; null for none.</summary>
    public string? BaseTable { get; set; }

    /// <summary>Most rows of a training; the newest labels go first; 100 to 10,000,000; default 50,000.</summary>
    public int MaxRows { get; set; } = 50_000;

    /// <summary>How long a training is held by a silo that has fallen silent; 5 s to 1 h; default 1 min.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a silo that trains looks for work; 0.1 s to 10 min; default 5 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The rules.</summary>
    public RetrainingOptions Rules => new()
    {
        Months = Months,
        Window = new NightWindow(NightStart, NightEnd, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)),
        MacroF1Fall = MacroF1Fall,
        LeastLabelled = LeastLabelled,
        NewLabels = NewLabels,
        ManyNewLabels = ManyNewLabels,
        LeastInterval = LeastInterval,
    };

    /// <summary>What is wrong with these settings; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Months is < 1 or > 120) yield return Out(nameof(Months), Months, "1 to 120");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _)) yield return $"{Section}:{nameof(TimeZone)} '{TimeZone}' is no time zone of this system; one looks like Europe/Istanbul.";
        if (MacroF1Fall is not (> 0 and <= 1)) yield return Out(nameof(MacroF1Fall), MacroF1Fall, "above 0 to 1");
        if (LeastLabelled is < 1 or > 1_000_000) yield return Out(nameof(LeastLabelled), LeastLabelled, "1 to 1,000,000");
        if (NewLabels is not (> 0 and <= 100)) yield return Out(nameof(NewLabels), NewLabels, "above 0 to 100");
        if (!(ManyNewLabels >= NewLabels && ManyNewLabels <= 100)) yield return Out(nameof(ManyNewLabels), ManyNewLabels, $"{nameof(NewLabels)} to 100");
        if (LeastInterval < TimeSpan.Zero || LeastInterval > TimeSpan.FromDays(365)) yield return Out(nameof(LeastInterval), LeastInterval, "0 to 365 days");
        if (CheckInterval < TimeSpan.FromSeconds(10) || CheckInterval > TimeSpan.FromDays(1)) yield return Out(nameof(CheckInterval), CheckInterval, "10 seconds to 1 day");
        if (LeastPerEmotion is < 2 or > 100_000) yield return Out(nameof(LeastPerEmotion), LeastPerEmotion, "2 to 100,000");
        if (BaseTable is not null && !Path.IsPathFullyQualified(BaseTable)) yield return $"{Section}:{nameof(BaseTable)} '{BaseTable}' is not an absolute path.";
        if (MaxRows is < 100 or > 10_000_000) yield return Out(nameof(MaxRows), MaxRows, "100 to 10,000,000");
        if (Lease < TimeSpan.FromSeconds(5) || Lease > TimeSpan.FromHours(1)) yield return Out(nameof(Lease), Lease, "5 seconds to 1 hour");
        if (PollInterval < TimeSpan.FromSeconds(0.1) || PollInterval > TimeSpan.FromMinutes(10)) yield return Out(nameof(PollInterval), PollInterval, "0.1 seconds to 10 minutes");
    }

    private static string Out(string name, object value, string range) => FormattableString.Invariant($"{Section}:{name} is {value}; it must lie in {range}.");
}
