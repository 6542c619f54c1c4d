namespace Cluster.Abstractions.Backfills;

/// <summary>How the tagged items of a job were decided upon; together <see cref="JobCounts.Tagged"/>, but for jobs of before this was counted.</summary>
/// <param name="Accepted">Confident enough to stand.</param>
/// <param name="TopTwo">One of two emotions.</param>
/// <param name="Review">Left to a person; those that are out of the model's domain are among them.</param>
[GenerateSerializer, Immutable, Alias("job-decisions")]
public readonly record struct JobDecisions(
    [property: Id(0)] long Accepted,
    [property: Id(1)] long TopTwo,
    [property: Id(2)] long Review);
