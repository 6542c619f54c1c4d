using Cluster.Abstractions.Trainings;

namespace Cluster.Gateway.Contracts;

/// <summary>A training of a new model.</summary>
public sealed class TrainingJson
{
    /// <summary>The training.</summary>
    public required string Id { get; init; }

    /// <summary>queued, running, succeeded, failed or refused.</summary>
    public required string State { get; init; }

    /// <summary>request, quality, drift, labels or schedule.</summary>
    public required string Trigger { get; init; }

    /// <summary>Who asked for it; <c>cluster</c> where nobody did.</summary>
    public required string Actor { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The champion when it was asked for.</summary>
    public required string Champion { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When a silo last took it.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How often a silo took it.</summary>
    public required int Attempts { get; init; }

    /// <summary>The version that came of it, a shadow; null where none did.</summary>
    public required string? Model { get; init; }

    /// <summary>Labels that it was trained on.</summary>
    public required long? Labels { get; init; }

    /// <summary>Rows that it was trained on.</summary>
    public required long? Rows { get; init; }

    /// <summary>Accuracy on held-out groups.</summary>
    public required double? Accuracy { get; init; }

    /// <summary>Macro-F1 on held-out groups.</summary>
    public required double? MacroF1 { get; init; }

    /// <summary>Why nothing came of it, or what is to be known of what did.</summary>
    public required string? Problem { get; init; }

    /// <summary>A training's JSON.</summary>
    public static TrainingJson From(Training training) => new()
    {
        Id = training.Id,
        State = Names.Of(training.State),
        Trigger = Names.Of(training.Trigger),
        Actor = training.Actor,
        Reason = training.Reason,
        Champion = training.Champion,
        RequestedAt = training.RequestedAt,
        StartedAt = training.StartedAt,
        FinishedAt = training.FinishedAt,
        Attempts = training.Attempts,
        Model = training.ModelVersion,
        Labels = training.Labels,
        Rows = training.Rows,
        Accuracy = training.Accuracy,
        MacroF1 = training.MacroF1,
        Problem = training.Problem,
    };
}

/// <summary>Whether a training is under way, when the next one is due, and what became of those before.</summary>
/// <param name="Active">The training that waits or runs; null where there is none.</param>
/// <param name="Automatic">Whether the cluster starts trainings by itself.</param>
/// <param name="NextDue">When the next one begins, as far as is known now; null where none is due.</param>
/// <param name="Why">Why then, or why not.</param>
/// <param name="Labels">Labels that there are.</param>
/// <param name="NewLabels">Labels that came since the last training.</param>
/// <param name="Missing">What labels are missing for a training; null where there are enough.</param>
/// <param name="History">Trainings, newest first.</param>
/// <param name="NextCursor">Asks for older ones; null where these are all.</param>
public sealed record RetrainingJson(
    TrainingJson? Active, bool Automatic, DateTimeOffset? NextDue, string Why, long Labels, long NewLabels, string? Missing, IReadOnlyList<TrainingJson> History, string? NextCursor);
