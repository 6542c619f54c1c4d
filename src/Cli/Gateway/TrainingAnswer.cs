namespace Cluster.Cli.Gateway;

/// <summary>A training of a new model.</summary>
internal sealed record TrainingAnswer(
    string Id,
    string State,
    string Trigger,
    string Actor,
    string Reason,
    DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    int Attempts,
    string? Model,
    long? Labels,
    long? Rows,
    double? Accuracy,
    double? MacroF1,
    string? Problem);

/// <summary>Whether a training is under way, when the next one is due, and what became of those before.</summary>
internal sealed record RetrainingAnswer(
    TrainingAnswer? Active, bool Automatic, DateTimeOffset? NextDue, string Why, long Labels, long NewLabels, string? Missing, IReadOnlyList<TrainingAnswer> History, string? NextCursor);
