using static System.FormattableString;

namespace Cluster.Modeling.Drift;

/// <summary>Whether to train anew.</summary>
/// <param name="Start">True: now.</param>
/// <param name="Trigger">Why, also where it has to wait.</param>
/// <param name="NotBefore">Where there is a reason but it has to wait: until when. Null otherwise.</param>
/// <param name="Reason">In words.</param>
public sealed record RetrainingDecision(bool Start, RetrainingTrigger Trigger, DateTimeOffset? NotBefore, string Reason)
{
    /// <summary>Decides: a fall of quality, drift and many labels start at once, some labels and the schedule in the night window.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="options">The rules.</param>
    /// <param name="now">The time.</param>
    public static RetrainingDecision Decide(RetrainingFacts facts, RetrainingOptions options, DateTimeOffset now)
    {
        options.Check();
        var (trigger, urgent, reason) = Why(facts, options, now);
        if (trigger == RetrainingTrigger.None) return new RetrainingDecision(false, trigger, null, reason);
        if (facts.TrainingRuns) return new RetrainingDecision(false, trigger, null, reason + " A training is under way.");
        var from = facts.LastTrainedAt + options.LeastInterval is { } rested && rested > now ? rested : now;
        if (!urgent) from = options.Window.Next(from);
        return from <= now
            ? new RetrainingDecision(true, trigger, null, reason)
            : new RetrainingDecision(false, trigger, from, reason + Invariant($" Not before {from.UtcDateTime:yyyy-MM-dd HH:mm} UTC."));
    }

    private static (RetrainingTrigger Trigger, bool Urgent, string Reason) Why(RetrainingFacts facts, RetrainingOptions options, DateTimeOffset now)
    {
        // A hair's breadth, so that 0.80 to 0.75 is a fall of 0.05.
        const double Tolerance = 1e-9;
        if (facts is { MacroF1Before: { } before, MacroF1Now: { } current } && facts.Labelled >= options.LeastLabelled && before - current >= options.MacroF1Fall - Tolerance)
            return (RetrainingTrigger.Quality, true, Invariant($"Macro-F1 has fallen from {before:F3} to {current:F3} on {facts.Labelled} labelled predictions."));
        if (facts.DriftAlerts.Count > 0)
        {
            var named = string.Join(", ", facts.DriftAlerts.Take(3)) + (facts.DriftAlerts.Count > 3 ? Invariant($" and {facts.DriftAlerts.Count - 3} more") : "");
            return (RetrainingTrigger.Drift, true, $"Drift of {named}.");
        }

        var share = facts.NewLabels == 0 ? 0 : facts.NewLabels / (double)Math.Max(1, facts.TrainedLabels);
        if (share >= options.NewLabels - Tolerance)
        {
            return (RetrainingTrigger.Labels, share >= options.ManyNewLabels - Tolerance, Invariant(
                $"{facts.NewLabels} new labels beside the {facts.TrainedLabels} that it was trained on."));
        }

        if (facts.LastTrainedAt is not { } last) return (RetrainingTrigger.Schedule, false, "It was never trained.");
        var due = TimeZoneInfo.ConvertTime(last, options.Window.Zone).AddMonths(options.Months);
        return due <= now
            ? (RetrainingTrigger.Schedule, false, Invariant($"The last training was on {last.UtcDateTime:yyyy-MM-dd}, {options.Months} months or more ago."))
            : (RetrainingTrigger.None, false, Invariant($"Nothing calls for it; the next by schedule is due on {due:yyyy-MM-dd}."));
    }
}
