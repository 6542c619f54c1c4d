using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Drifts;
using Cluster.Grains.Drifts;
using Cluster.Modeling.Drift;

namespace Cluster.Grains.Trainings;

/// <summary>Everything that is known when it is asked whether to train anew.</summary>
/// <param name="Champion">The champion's version and when it was registered; null where there is no champion.</param>
/// <param name="Model">The champion's artefact; null where it cannot be read.</param>
/// <param name="Trainings">The newest trainings, newest first.</param>
/// <param name="Alerts">Alerts on the champion that stand.</param>
/// <param name="Labels">Labels, and those since <see cref="Since"/>.</param>
/// <param name="Newest">The champion's newest report; null before the first.</param>
internal sealed record RetrainingKnowledge(
    ModelRecord? Champion, ModelFacts? Model, IReadOnlyList<Training> Trainings, IReadOnlyList<DriftAlert> Alerts, LabelCounts Labels, DriftView? Newest)
{
    /// <summary>The training under way; null where there is none.</summary>
    public Training? Active => Trainings.FirstOrDefault(training => training.State < TrainingState.Succeeded);

    /// <summary>The last training, whatever became of it, else the champion's registration: labels after it are new.</summary>
    public DateTimeOffset? Since => SinceOf(Trainings, Champion);

    /// <inheritdoc cref="Since"/>
    public static DateTimeOffset? SinceOf(IReadOnlyList<Training> trainings, ModelRecord? champion) => trainings.Count > 0 ? trainings[0].RequestedAt : champion?.RegisteredAt;

    /// <summary>The facts that the rules decide on.</summary>
    /// <remarks>
    /// What a training was already started for does not start another one, also where it failed: an alert counts if it was raised after the last training, a fall of quality if no
    /// training was started for it under this champion, labels if they came since. So nothing loops, and a failure waits for new evidence, the schedule, or a person.
    /// </remarks>
    public RetrainingFacts ToFacts()
    {
        var answered = Trainings.Any(training => training.Trigger == TrainingTrigger.Quality && training.Champion == Champion?.Version);
        return new RetrainingFacts
        {
            LastTrainedAt = Since,
            TrainingRuns = Active is not null,
            DriftAlerts =
            [
                .. Alerts.Where(alert => alert.Subject != DriftAlert.Quality && alert.AcknowledgedAt is null && (Trainings.Count == 0 || alert.RaisedAt > Trainings[0].RequestedAt))
                    .Select(alert => $"{alert.Subject} ({alert.Level.ToString().ToLowerInvariant()}: {alert.Evidence.TrimEnd('.')})"),
            ],
            MacroF1Before = Model?.MacroF1,
            MacroF1Now = answered ? null : Newest?.Labelled?.MacroF1,
            Labelled = Newest?.Labelled?.Rows ?? 0,
            TrainedLabels = Trainings.FirstOrDefault(training => training.State == TrainingState.Succeeded)?.Labels ?? Model?.Manifest.Training.Rows ?? 0,
            NewLabels = Labels.Since,
        };
    }
}
