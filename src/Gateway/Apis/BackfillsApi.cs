using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Backfills;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Apis;

/// <summary>Backfill jobs: commands through their grain, lists from the catalogue.</summary>
internal static class BackfillsApi
{
    private const int MaxLimit = 1000;
    private const int MaxPathLength = 4096;
    private static readonly TimeSpan EventPeriod = TimeSpan.FromMilliseconds(500);

    public static void MapBackfills(this RouteGroupBuilder v1)
    {
        var jobs = v1.MapGroup("/backfills").WithTags("Backfills");
        jobs.MapPost("/", StartAsync).WithName("StartBackfill").WithSummary("Starts a job. The same Idempotency-Key again answers with the same job.");
        jobs.MapGet("/", ListAsync).WithName("ListBackfills").WithSummary("Jobs, newest first.");
        jobs.MapGet("/{id}", GetAsync).WithName("GetBackfill").WithSummary("A job with its counts.");
        jobs.MapGet("/{id}/items", ListItemsAsync).WithName("ListBackfillItems").WithSummary("A job's items, all or of one state. Long after its end only those of chunks with failed items are left.");
        jobs.MapGet("/{id}/events", EventsAsync).WithName("BackfillEvents").WithSummary("A job's progress as server-sent events, until it ends.");
        jobs.MapPost("/{id}/pause", (string id, IGrainFactory grains, TimeProvider clock, CancellationToken ct) =>
            CommandAsync(Job(grains, id).PauseAsync(ct), clock)).WithName("PauseBackfill").WithSummary("Claims no more work; what is under way is finished.");
        jobs.MapPost("/{id}/resume", (string id, IGrainFactory grains, TimeProvider clock, CancellationToken ct) =>
            CommandAsync(Job(grains, id).ResumeAsync(ct), clock)).WithName("ResumeBackfill").WithSummary("Goes on after a pause.");
        jobs.MapPost("/{id}/cancel", (string id, IGrainFactory grains, TimeProvider clock, CancellationToken ct) =>
            CommandAsync(Job(grains, id).CancelAsync(ct), clock)).WithName("CancelBackfill").WithSummary("Ends the job; results so far are kept.");
        jobs.MapPost("/{id}/retry", (string id, IGrainFactory grains, TimeProvider clock, CancellationToken ct) =>
            CommandAsync(Job(grains, id).RetryAsync(ct), clock)).WithName("RetryBackfill").WithSummary("Tries the failed items again.");
    }

    private static IBackfillJobGrain Job(IGrainFactory grains, string id) => grains.GetGrain<IBackfillJobGrain>(id);

    private static async Task<Results<Accepted<JobJson>, ProblemHttpResult>> StartAsync(
        StartBackfillJson request, [FromHeader(Name = IdempotencyKeys.Header)] string? key, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (CheckSource(request.Source, request.Rescore) is { } badSource) return badSource;
        if (CheckPriority(request.Priority) is { } badPriority) return badPriority;
        if (IdempotencyKeys.Check(key) is { } badKey) return badKey;
        var registry = await grains.GetGrain<IModelGrain>(IModelGrain.Family).GetAsync(cancellationToken);
        if (registry.Champion is null)
            return Problem.Conflict("There is no champion model yet: train one with `cluster train`, then register and promote it with `cluster models`.");
        var id = IdempotencyKeys.IdOf(key, clock);
        var spec = new BackfillSpec
        {
            Source = request.Rescore ? BackfillSpec.Catalogue : Path.GetFullPath(request.Source!),
            Force = request.Force,
            DryRun = request.DryRun,
            Priority = request.Priority,
            Rescore = request.Rescore,
        };
        var outcome = await Job(grains, id).StartAsync(spec, cancellationToken);
        return outcome.Status == CommandStatus.Refused
            ? Problem.Conflict($"This Idempotency-Key was used with another request: {outcome.Reason}")
            : TypedResults.Accepted($"/v1/backfills/{id}", JobJson.From(outcome.Job!, clock.GetUtcNow()));
    }

    /// <summary>What is wrong with a priority; null when nothing is.</summary>
    public static ProblemHttpResult? CheckPriority(int priority) =>
        priority is < 0 or > BackfillSpec.MaxPriority ? Problem.BadRequest($"priority must lie in 0 to {BackfillSpec.MaxPriority}; higher goes first.", "priority") : null;

    /// <summary>What is wrong with a source; null when nothing is.</summary>
    public static ProblemHttpResult? CheckSource(string? source, bool rescore)
    {
        if (rescore) return source is null ? null : Problem.BadRequest("source must be left out: with rescore the catalogue itself is the source.", "source");
        if (string.IsNullOrWhiteSpace(source)) return Problem.BadRequest("source is missing: the absolute path of a folder or of a manifest (CSV, JSONL or Parquet).", "source");
        if (source.Length > MaxPathLength || source.Contains('\0', StringComparison.Ordinal)) return Problem.BadRequest("source is no path.", "source");
        return Path.IsPathFullyQualified(source) ? null : Problem.BadRequest($"source '{source}' is not an absolute path.", "source");
    }

    private static async Task<Results<Ok<JobJson>, ProblemHttpResult>> GetAsync(string id, IBackfillReader reader, TimeProvider clock, CancellationToken cancellationToken) =>
        await reader.FindAsync(id, cancellationToken) is { } job ? TypedResults.Ok(JobJson.From(job, clock.GetUtcNow(), await reader.FindPaceAsync(id, cancellationToken))) : Unknown(id);

    private static async Task<Results<Ok<JobPageJson>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, IBackfillReader reader, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (limit is not (null or (>= 1 and <= MaxLimit))) return BadLimit;
        try
        {
            var page = await reader.ListAsync(cursor, limit ?? 50, cancellationToken);
            var now = clock.GetUtcNow();
            return TypedResults.Ok(new JobPageJson([.. page.Items.Select(job => JobJson.From(job, now))], page.NextCursor));
        }
        catch (FormatException)
        {
            return BadCursor;
        }
    }

    private static async Task<Results<Ok<ItemPageJson>, ProblemHttpResult>> ListItemsAsync(
        string id, string? state, string? cursor, int? limit, IBackfillReader reader, CancellationToken cancellationToken)
    {
        if (limit is not (null or (>= 1 and <= MaxLimit))) return BadLimit;
        if (!Names.TryParse<ItemState>(state, out var wanted)) return Problem.BadRequest($"state '{state}' is none of {Names.All<ItemState>()}.", "state");
        if (await reader.FindAsync(id, cancellationToken) is null) return Unknown(id);
        try
        {
            var page = await reader.ListItemsAsync(id, wanted, cursor, limit ?? 100, cancellationToken);
            return TypedResults.Ok(new ItemPageJson([.. page.Items.Select(ItemJson.From)], page.NextCursor));
        }
        catch (FormatException)
        {
            return BadCursor;
        }
    }

    private static async Task<Results<ServerSentEventsResult<JobJson>, ProblemHttpResult>> EventsAsync(
        string id, IBackfillReader reader, TimeProvider clock, CancellationToken cancellationToken) =>
        await reader.FindAsync(id, cancellationToken) is null
            ? Unknown(id)
            : TypedResults.ServerSentEvents(WatchAsync(id, reader, clock, cancellationToken));

    // The catalogue is asked twice a second, so the events are right whichever silo works and survive its death; they end with the job.
    private static async IAsyncEnumerable<SseItem<JobJson>> WatchAsync(
        string id, IBackfillReader reader, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(EventPeriod, clock);
        BackfillJob? last = null;
        do
        {
            if (await reader.FindAsync(id, cancellationToken) is not { } job) yield break;
            if (job != last) yield return new SseItem<JobJson>(JobJson.From(job, clock.GetUtcNow(), await reader.FindPaceAsync(id, cancellationToken)), "job");
            last = job;
        }
        while (last.FinishedAt is null && await timer.WaitForNextTickAsync(cancellationToken));
    }

    private static async Task<Results<Ok<JobJson>, ProblemHttpResult>> CommandAsync(Task<JobCommandOutcome> command, TimeProvider clock)
    {
        var outcome = await command;
        return outcome.Status switch
        {
            CommandStatus.NotFound => Problem.NotFound(outcome.Reason ?? "There is no such job."),
            CommandStatus.Refused => Problem.Conflict(outcome.Reason ?? "The job's state does not allow it."),
            _ => TypedResults.Ok(JobJson.From(outcome.Job!, clock.GetUtcNow())),
        };
    }

    private static ProblemHttpResult Unknown(string id) => Problem.NotFound($"There is no job '{id}'.");

    private static ProblemHttpResult BadLimit => Problem.BadRequest($"limit must lie in 1 to {MaxLimit}.", "limit");

    private static ProblemHttpResult BadCursor => Problem.BadRequest("cursor is not one that this list gave.", "cursor");
}
