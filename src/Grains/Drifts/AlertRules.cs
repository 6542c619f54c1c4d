using System.Security.Cryptography;
using System.Text;
using Cluster.Abstractions.Drifts;
using static System.FormattableString;

namespace Cluster.Grains.Drifts;

/// <summary>Which alerts a report raises, confirms and ends. Pure: the same report makes the same alerts.</summary>
/// <remarks>There is one alert for all features, not one for each: what shifts one usually shifts many, and somebody has to read it. The report names each.</remarks>
internal static class AlertRules
{
    private const int Named = 5;

    /// <summary>The alerts that change.</summary>
    /// <param name="view">The report.</param>
    /// <param name="standing">The model's alerts that stand.</param>
    /// <param name="settings">When quality is an alert.</param>
    public static IReadOnlyList<DriftAlert> Change(DriftView view, IReadOnlyList<DriftAlert> standing, DriftSettings settings)
    {
        var found = Find(view, settings).ToDictionary(finding => finding.Subject, StringComparer.Ordinal);
        var changed = new List<DriftAlert>();
        foreach (var alert in standing)
        {
            if (!found.Remove(alert.Subject, out var finding)) changed.Add(End(alert, view, "The newest window no longer shows it."));
            else if (finding.Level <= alert.Level) changed.Add(alert with { Level = finding.Level, SeenIn = view.Window, Evidence = finding.Evidence, Advice = finding.Advice });
            else
            {
                // Graver is something new: who took note of the old one has not seen it.
                changed.Add(End(alert, view, "It has become graver: another alert took its place."));
                changed.Add(Raise(finding, view));
            }
        }

        changed.AddRange(found.Values.OrderBy(finding => finding.Subject, StringComparer.Ordinal).Select(finding => Raise(finding, view)));
        return changed;
    }

    private static IEnumerable<Finding> Find(DriftView view, DriftSettings settings)
    {
        var drifting = view.Features.Where(series => series.Alert != DriftSeverity.None)
            .OrderByDescending(series => series.Alert).ThenByDescending(series => series.Psi).ThenBy(series => series.Name, StringComparer.Ordinal).ToList();
        if (drifting.Count > 0)
        {
            var names = string.Join(", ", drifting.Take(Named).Select(Figure)) + (drifting.Count > Named ? Invariant($" and {drifting.Count - Named} more") : string.Empty);
            yield return new Finding(
                DriftAlert.Features, drifting[0].Alert, Invariant($"{drifting.Count} of {view.Features.Length} features differ from the training set in window after window: {names}."),
                "The music, or how it is recorded or encoded, is not what the model was trained on. Listen to some of it and label it; a model that is trained on these labels learns it.");
        }

        if (view.Labels is { Alert: not DriftSeverity.None } labels)
        {
            yield return new Finding(
                DriftAlert.Labels, labels.Alert, Invariant($"The share of the emotions has changed: {Figure(labels)}."),
                "Either the music has changed or the model judges it otherwise: label a sample of the newest tracks and look at the confusion.");
        }

        if (view.Confidences is { Alert: not DriftSeverity.None } confidences)
        {
            yield return new Finding(
                DriftAlert.Confidence, confidences.Alert, Invariant($"The model is as sure as on held-out music no longer: {Figure(confidences)}; mean confidence {view.Predictions.MeanConfidence:F3}, {view.Predictions.ReviewRate:P1} for review."),
                "Look at the review queue. Where confidence fell, label what is in it; where it rose, check the labelled quality: the model may be surely wrong.");
        }

        if (view is { Labelled: { } labelled, TrainedMacroF1: { } trained } && labelled.Rows >= settings.LeastLabelled && trained - labelled.MacroF1 >= settings.MacroF1Fall - 1e-9)
        {
            yield return new Finding(
                DriftAlert.Quality, trained - labelled.MacroF1 >= 2 * settings.MacroF1Fall ? DriftSeverity.Major : DriftSeverity.Moderate,
                Invariant($"Macro-F1 on {labelled.Rows} labelled predictions is {labelled.MacroF1:F3}; on held-out rows at training it was {trained:F3}."),
                "People label what they find wrong, so this looks worse than it is. Label a sample of the review queue; if the fall stays, train anew or roll back.");
        }
    }

    private static string Figure(DriftSeries series) => Invariant($"{series.Name} (PSI {series.Psi:F2} above {series.Threshold:F2})");

    private static DriftAlert Raise(Finding finding, DriftView view) => new()
    {
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Invariant($"{view.ModelVersion}\n{finding.Subject}\n{view.Window}"))))[..16],
        ModelVersion = view.ModelVersion,
        Subject = finding.Subject,
        Level = finding.Level,
        RaisedAt = view.To,
        RaisedIn = view.Window,
        SeenIn = view.Window,
        Evidence = finding.Evidence,
        Advice = finding.Advice,
    };

    private static DriftAlert End(DriftAlert alert, DriftView view, string because) => alert with { ClearedAt = view.To, ClearedBecause = because };

    private sealed record Finding(string Subject, DriftSeverity Level, string Evidence, string Advice);
}
