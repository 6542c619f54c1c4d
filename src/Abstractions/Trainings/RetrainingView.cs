namespace Cluster.Abstractions.Trainings;

/// <summary>Whether a training is under way, and when the next one is due.</summary>
/// <param name="Active">The training that waits or runs; null where there is none.</param>
/// <param name="Automatic">Whether the cluster starts trainings by itself.</param>
/// <param name="Due">When the next one begins, as far as is known now; null where it is not due by date.</param>
/// <param name="Why">Why then, or why not.</param>
/// <param name="Labels">Labels that there are.</param>
/// <param name="NewLabels">Labels that came since the last training, or since the champion was registered.</param>
/// <param name="Missing">What labels are missing for a training, in words; null where there are enough.</param>
[GenerateSerializer, Immutable, Alias("retraining-view")]
public sealed record RetrainingView(
    [property: Id(0)] Training? Active,
    [property: Id(1)] bool Automatic,
    [property: Id(2)] DateTimeOffset? Due,
    [property: Id(3)] string Why,
    [property: Id(4)] long Labels,
    [property: Id(5)] long NewLabels,
    [property: Id(6)] string? Missing);

/// <summary>What became of a request to train.</summary>
/// <param name="Status">Whether it was taken.</param>
/// <param name="Training">The training; the one under way where that is why it was refused.</param>
/// <param name="Problem">Why it was refused, and what to do; null where it was taken.</param>
[GenerateSerializer, Immutable, Alias("retraining-outcome")]
public sealed record RetrainingOutcome([property: Id(0)] RetrainingStatus Status, [property: Id(1)] Training? Training, [property: Id(2)] string? Problem);

/// <summary>Whether a request to train was taken.</summary>
[GenerateSerializer, Alias("retraining-status")]
public enum RetrainingStatus
{
    /// <summary>It was, also when it already had been.</summary>
    Accepted = 0,

    /// <summary>There is no champion whose features a new model could read.</summary>
    NoChampion = 1,

    /// <summary>There are too few labels.</summary>
    TooFewLabels = 2,

    /// <summary>Another training is under way.</summary>
    Busy = 3,
}
