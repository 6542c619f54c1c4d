using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Apis;

/// <summary>Schedules of backfills: commands through their grain, lists from the catalogue.</summary>
internal static class SchedulesApi
{
    private const int MaxLimit = 100;

    public static void MapSchedules(this RouteGroupBuilder v1)
    {
        var schedules = v1.MapGroup("/schedules").WithTags("Backfills");
        schedules.MapPost("/", StartAsync).WithName("StartSchedule").WithSummary("Starts a schedule, each run of which is a job of its own. The same Idempotency-Key again answers with the same schedule.");
        schedules.MapGet("/", ListAsync).WithName("ListSchedules").WithSummary("Schedules, newest first.");
        schedules.MapGet("/{id}", GetAsync).WithName("GetSchedule").WithSummary("A schedule with its last job and when it is due next.");
        schedules.MapPost("/{id}/pause", (string id, IGrainFactory grains, CancellationToken ct) => CommandAsync(Schedule(grains, id).PauseAsync(ct)))
            .WithName("PauseSchedule").WithSummary("Begins no more runs; the one under way goes on.");
        schedules.MapPost("/{id}/resume", (string id, IGrainFactory grains, CancellationToken ct) => CommandAsync(Schedule(grains, id).ResumeAsync(ct)))
            .WithName("ResumeSchedule").WithSummary("Goes on after a pause; of the runs that were missed one is made up for.");
        schedules.MapPost("/{id}/cancel", (string id, IGrainFactory grains, CancellationToken ct) => CommandAsync(Schedule(grains, id).CancelAsync(ct)))
            .WithName("CancelSchedule").WithSummary("Ends the schedule; the run under way goes on.");
    }

    private static IBackfillScheduleGrain Schedule(IGrainFactory grains, string id) => grains.GetGrain<IBackfillScheduleGrain>(id);

    private static async Task<Results<Accepted<ScheduleJson>, ProblemHttpResult>> StartAsync(
        StartScheduleJson request, [FromHeader(Name = IdempotencyKeys.Header)] string? key, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (BackfillsApi.CheckSource(request.Source, request.Rescore) is { } badSource) return badSource;
        if (BackfillsApi.CheckPriority(request.Priority) is { } badPriority) return badPriority;
        if (IdempotencyKeys.Check(key) is { } badKey) return badKey;
        var (spec, problem) = ScheduleRequests.Read(request);
        if (problem is not null) return problem;
        var id = IdempotencyKeys.IdOf(key, clock, "schedule ");
        var outcome = await Schedule(grains, id).StartAsync(spec!, cancellationToken);
        return outcome.Status switch
        {
            CommandStatus.Done => TypedResults.Accepted($"/v1/schedules/{id}", ScheduleJson.From(outcome.Schedule!)),
            _ when outcome.Schedule is not null => Problem.Conflict($"This Idempotency-Key was used with another request: {outcome.Reason}"),
            _ => Problem.BadRequest(outcome.Reason ?? "The schedule was refused."),
        };
    }

    private static async Task<Results<Ok<ScheduleJson>, ProblemHttpResult>> GetAsync(string id, IGrainFactory grains, CancellationToken cancellationToken) =>
        await Schedule(grains, id).GetAsync(cancellationToken) is { } schedule ? TypedResults.Ok(ScheduleJson.From(schedule)) : Problem.NotFound($"There is no schedule '{id}'.");

    private static async Task<Results<Ok<SchedulePageJson>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, IScheduleReader reader, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (limit is not (null or (>= 1 and <= MaxLimit))) return Problem.BadRequest($"limit must lie in 1 to {MaxLimit}.", "limit");
        try
        {
            // The grains know when each is due; there are few of them, and a page has at most a hundred.
            var page = await reader.ListAsync(cursor, limit ?? 50, cancellationToken);
            var shown = await Task.WhenAll(page.Items.Select(async schedule => await Schedule(grains, schedule.Id).GetAsync(cancellationToken) ?? schedule));
            return TypedResults.Ok(new SchedulePageJson([.. shown.Select(ScheduleJson.From)], page.NextCursor));
        }
        catch (FormatException)
        {
            return Problem.BadRequest("cursor is not one that this list gave.", "cursor");
        }
    }

    private static async Task<Results<Ok<ScheduleJson>, ProblemHttpResult>> CommandAsync(Task<ScheduleCommandOutcome> command)
    {
        var outcome = await command;
        return outcome.Status switch
        {
            CommandStatus.NotFound => Problem.NotFound(outcome.Reason ?? "There is no such schedule."),
            CommandStatus.Refused => Problem.Conflict(outcome.Reason ?? "The schedule's state does not allow it."),
            _ => TypedResults.Ok(ScheduleJson.From(outcome.Schedule!)),
        };
    }
}
