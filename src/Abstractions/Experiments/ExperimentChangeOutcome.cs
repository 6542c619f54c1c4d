namespace Cluster.Abstractions.Experiments;

/// <summary>What became of a change of an experiment.</summary>
/// <param name="Status">Whether it was made, else why not.</param>
/// <param name="Experiment">The experiment after the call, whether it changed or not; null when there is none.</param>
/// <param name="Problem">Why it was not made, and what to do; null when it was.</param>
/// <param name="Field">The field that the problem is about; null when it is about none.</param>
[GenerateSerializer, Immutable, Alias("experiment-change-outcome")]
public sealed record ExperimentChangeOutcome(
    [property: Id(0)] ExperimentChangeStatus Status, [property: Id(1)] Experiment? Experiment, [property: Id(2)] string? Problem = null, [property: Id(3)] string? Field = null);

/// <summary>Whether a change of an experiment was made, else why not.</summary>
[GenerateSerializer, Alias("experiment-change-status")]
public enum ExperimentChangeStatus
{
    /// <summary>It was made, or had been made before.</summary>
    Done = 0,

    /// <summary>There is no such experiment.</summary>
    NotFound = 1,

    /// <summary>The experiment has changed since the caller saw it.</summary>
    OtherRevision = 2,

    /// <summary>The request itself makes no sense.</summary>
    BadRequest = 3,

    /// <summary>The experiment's status, or another experiment, does not allow it.</summary>
    Refused = 4,

    /// <summary>An arm names a version that is not registered.</summary>
    UnknownVersion = 5,

    /// <summary>An arm's version reads features that this cluster does not compute.</summary>
    SchemaMismatch = 6,

    /// <summary>An arm's version cannot be loaded.</summary>
    BadArtefact = 7,
}
