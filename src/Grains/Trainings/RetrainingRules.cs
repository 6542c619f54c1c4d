using Cluster.Abstractions.Trainings;
using Cluster.Modeling.Drift;

namespace Cluster.Grains.Trainings;

/// <summary>Decides whether to train anew, and says why. Pure.</summary>
internal static class RetrainingRules
{
    private const string NoChampion = "There is no champion: train a first model with 'cluster train', register it and promote it.";

    /// <summary>The trigger and the reason of a training that is to start now; null for none.</summary>
    public static (TrainingTrigger Trigger, string Reason)? Due(RetrainingKnowledge known, RetrainingSettings settings, DateTimeOffset now)
    {
        if (!settings.Automatic || known.Champion is null || MissingOf(known, settings) is not null) return null;
        var decision = RetrainingDecision.Decide(known.ToFacts(), settings.Rules, now);
        return decision.Start ? (TriggerOf(decision.Trigger), decision.Reason) : null;
    }

    /// <summary>What people see.</summary>
    public static RetrainingView View(RetrainingKnowledge known, RetrainingSettings settings, DateTimeOffset now)
    {
        var missing = MissingOf(known, settings);
        if (known.Champion is null) return new RetrainingView(known.Active, settings.Automatic, null, NoChampion, known.Labels.Total, known.Labels.Since, missing);
        var facts = known.ToFacts();
        var rules = settings.Rules;
        var decision = RetrainingDecision.Decide(facts, rules, now);

        // Nothing calls for it now: the schedule will.
        var due = decision.Start ? now : decision.NotBefore ?? (facts.LastTrainedAt is { } last && !facts.TrainingRuns ? rules.Window.Next(last.AddMonths(rules.Months)) : null);
        var why = decision.Reason;
        if (!settings.Automatic) why += " The cluster starts no training by itself (Retraining:Automatic).";
        if (missing is not null) why += $" {missing}";
        return new RetrainingView(known.Active, settings.Automatic, settings.Automatic && missing is null ? due : null, why, known.Labels.Total, known.Labels.Since, missing);
    }

    /// <summary>What labels are missing; null where there are enough, or a base table may have them.</summary>
    public static string? MissingOf(RetrainingKnowledge known, RetrainingSettings settings) =>
        settings.BaseTable is null ? LabelNeeds.MissingOf(known.Labels.ByEmotion, settings.LeastPerEmotion) : null;

    private static TrainingTrigger TriggerOf(RetrainingTrigger trigger) => trigger switch
    {
        RetrainingTrigger.Quality => TrainingTrigger.Quality,
        RetrainingTrigger.Drift => TrainingTrigger.Drift,
        RetrainingTrigger.Labels => TrainingTrigger.Labels,
        _ => TrainingTrigger.Schedule,
    };
}
