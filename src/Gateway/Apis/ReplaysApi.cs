using System.Globalization;
using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Replays;
using Cluster.Catalog.Replays;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cluster.Gateway.Apis;

/// <summary>Replays of the catalogue by candidates: commands through their grain, results from the catalogue.</summary>
internal static class ReplaysApi
{
    public static void MapReplays(this RouteGroupBuilder v1)
    {
        var replay = v1.MapGroup("/models/{version}/replay").WithTags("Models");
        replay.MapPost("/", StartAsync).WithName("StartReplay")
            .WithSummary("Scores cached features with a candidate beside the champion, and changes nothing. The same Idempotency-Key again answers with the same replay.");
        replay.MapGet("/", GetAsync).WithName("GetReplay").WithSummary("The last replay of a version: its progress, and what would change.");
        replay.MapDelete("/", CancelAsync).WithName("CancelReplay").WithSummary("Cancels a replay.");
    }

    private static async Task<Results<Accepted<ReplayJson>, ProblemHttpResult>> StartAsync(
        string version,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] StartReplayJson? body,
        [FromHeader(Name = IdempotencyKeys.Header)] string? key,
        HttpContext context,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        version = RouteIds.After(context, "models", version);
        if (IdempotencyKeys.Check(key) is { } badKey) return badKey;
        body ??= new StartReplayJson();
        if (body is { Whole: true, Sample: not null }) return Problem.BadRequest("sample and whole exclude each other: ask for one of them.", "sample");
        var unless = new ReplaySpec();
        var spec = new ReplaySpec(body.Whole ? null : body.Sample ?? unless.Sample, body.LeastFall ?? unless.LeastFall, body.GreatestFall ?? unless.GreatestFall);
        if (spec.Validate() is { } problem) return Problem.BadRequest(problem, problem.Split(' ')[0]);
        var outcome = await grains.GetGrain<IReplayGrain>(version).StartAsync(IdempotencyKeys.IdOf(key, clock, version), spec, cancellationToken);
        return outcome.Status == CommandStatus.Done
            ? TypedResults.Accepted($"/v1/models/{Uri.EscapeDataString(version)}/replay", ReplayJson.From(outcome.Replay!))
            : Refused(outcome);
    }

    private static async Task<Results<Ok<ReplayJson>, StatusCodeHttpResult, ProblemHttpResult>> GetAsync(
        string version, HttpContext context, IReplayReader replays, CancellationToken cancellationToken)
    {
        version = RouteIds.After(context, "models", version);
        if (await replays.FindAsync(version, cancellationToken) is not { } stored) return Problem.NotFound($"There is no replay of a version '{version}'.");
        var (replay, result, comparison) = stored;
        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{replay.Id}-{(int)replay.State}-{replay.StartedAt?.UtcTicks ?? 0}-{replay.Progress.Tracks}\"");
        context.Response.Headers.ETag = etag;
        return context.Request.Headers.IfNoneMatch == etag ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(ReplayJson.From(replay, result, comparison));
    }

    private static async Task<Results<Ok<ReplayJson>, ProblemHttpResult>> CancelAsync(string version, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var outcome = await grains.GetGrain<IReplayGrain>(RouteIds.After(context, "models", version)).CancelAsync(cancellationToken);
        return outcome.Status == CommandStatus.Done ? TypedResults.Ok(ReplayJson.From(outcome.Replay!)) : Refused(outcome);
    }

    private static ProblemHttpResult Refused(ReplayOutcome outcome) => outcome.Status == CommandStatus.NotFound
        ? Problem.NotFound(outcome.Reason ?? "There is no such replay.")
        : Problem.Conflict(outcome.Reason ?? "The replay's state does not allow it.");
}
