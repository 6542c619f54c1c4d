namespace Cluster.Cli.Gateway;

/// <summary>One item of a job.</summary>
internal sealed record JobItemAnswer(string Item, string? TrackId, string? State, int Attempts, string? Error);

/// <summary>A page of a job's items.</summary>
internal sealed record JobItemsAnswer(IReadOnlyList<JobItemAnswer> Items, string? NextCursor);

/// <summary>What a backfill is asked to do.</summary>
internal sealed record StartBackfill(string? Source, bool Force, bool DryRun, int Priority = 0, bool Rescore = false);

/// <summary>RFC 9457 problem details, as far as people are told of them.</summary>
internal sealed record ProblemAnswer(string? Title, string? Detail, IReadOnlyDictionary<string, string[]>? Errors);
