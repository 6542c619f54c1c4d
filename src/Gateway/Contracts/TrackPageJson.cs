namespace Cluster.Gateway.Contracts;

/// <summary>A page of tracks, without their timelines.</summary>
/// <param name="Tracks">The entries.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record TrackPageJson(IReadOnlyList<TrackJson> Tracks, string? NextCursor);

/// <summary>Asks for many tracks at once.</summary>
/// <param name="Ids">1 to 1,000 track ids.</param>
public sealed record BatchGetRequest(IReadOnlyList<string>? Ids);

/// <summary>Many tracks at once.</summary>
/// <param name="Tracks">Those that exist, in the order asked for.</param>
/// <param name="Missing">Ids that are not in the catalogue.</param>
public sealed record BatchGetAnswer(IReadOnlyList<TrackJson> Tracks, IReadOnlyList<string> Missing);

/// <summary>A track's clips.</summary>
/// <param name="Clips">In order of their index.</param>
public sealed record ClipListJson(IReadOnlyList<ClipJson> Clips);

/// <summary>What is known of a track; every field may be left out.</summary>
public sealed record TrackChangeJson(string? Title, string? Artist, string? Album, string? Source, string? Genre, int? Year);

/// <summary>Starts a backfill.</summary>
/// <param name="Source">Absolute path of a folder or a manifest (CSV, .jsonl, .parquet), as the cluster sees it; left out with rescore.</param>
/// <param name="Force">Analyse also what is stored with the same content, schema and model.</param>
/// <param name="DryRun">Only count what would be done.</param>
/// <param name="Priority">Jobs with a higher number go first, and those with the same share the workers; 0 to 9.</param>
/// <param name="Rescore">Ask the champion again about all tracks of the catalogue, from their cached features; no audio is read.</param>
public sealed record StartBackfillJson(string? Source, bool Force = false, bool DryRun = false, int Priority = 0, bool Rescore = false);
