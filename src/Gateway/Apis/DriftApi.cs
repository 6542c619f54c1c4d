using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Drifts;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cluster.Gateway.Apis;

/// <summary>Drift and alerts: reports and acknowledgements through the drift grain, lists from the catalogue.</summary>
internal static class DriftApi
{
    private const int DefaultHistograms = 10;

    public static void MapDrift(this RouteGroupBuilder v1)
    {
        v1.MapGet("/drift", GetAsync).WithName("GetDrift").WithTags("Drift")
            .WithSummary("What a model sees and says against its training set, in its newest closed window or another; with the histograms of the features that moved most.");
        v1.MapGet("/drift/windows", ListWindowsAsync).WithName("ListDriftWindows").WithTags("Drift").WithSummary("Closed windows, newest first.");
        v1.MapGet("/alerts", ListAlertsAsync).WithName("ListAlerts").WithTags("Drift").WithSummary("Alerts that stand, newest first; with all=true also those that have ended.");
        v1.MapPost("/alerts/{id}/acknowledge", AcknowledgeAsync).WithName("AcknowledgeAlert").WithTags("Drift")
            .WithSummary("Takes note of an alert: who and why. The first one who does stays; repeating it changes nothing.");
    }

    private static IDriftGrain Drift(IGrainFactory grains) => grains.GetGrain<IDriftGrain>(IModelGrain.Family);

    private static async Task<Results<Ok<DriftJson>, ProblemHttpResult>> GetAsync(string? model, long? window, int? histograms, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (histograms is not (null or (>= 0 and <= IDriftGrain.MaxHistograms))) return Problem.BadRequest($"histograms must lie in 0 to {IDriftGrain.MaxHistograms}.", "histograms");
        var outcome = await Drift(grains).GetAsync(string.IsNullOrWhiteSpace(model) ? null : model, window, histograms ?? DefaultHistograms, cancellationToken);
        if (outcome is { Status: DriftStatus.Found, View: { } view }) return TypedResults.Ok(DriftJson.From(view, outcome.Open));
        var detail = outcome.Problem ?? "There is no report.";
        var state = outcome.Open is { } open ? new Dictionary<string, object?> { ["rows"] = open.Rows, ["rowsNeeded"] = open.RowsNeeded, ["closesFrom"] = open.ClosesFrom } : null;
        return outcome.Status switch
        {
            DriftStatus.UnknownVersion => Problem.Make(StatusCodes.Status404NotFound, "unknown-version", "Not found", detail),
            DriftStatus.NoChampion => Problem.Conflict(detail),
            DriftStatus.NoWindow => Problem.Make(StatusCodes.Status404NotFound, "no-window", "No window is closed yet", detail, state),
            _ => Problem.NotFound(detail),
        };
    }

    private static async Task<Results<Ok<DriftWindowPageJson>, ProblemHttpResult>> ListWindowsAsync(
        string? model, string? cursor, int? limit, IDriftReader reader, CancellationToken cancellationToken)
    {
        if (limit is not (null or (>= 1 and <= AlertQuery.MaxLimit))) return BadLimit;
        try
        {
            var page = await reader.ListWindowsAsync(string.IsNullOrWhiteSpace(model) ? null : model, cursor, limit ?? 50, cancellationToken);
            return TypedResults.Ok(new DriftWindowPageJson([.. page.Items.Select(DriftWindowJson.From)], page.NextCursor));
        }
        catch (FormatException)
        {
            return BadCursor;
        }
    }

    private static async Task<Results<Ok<AlertPageJson>, ProblemHttpResult>> ListAlertsAsync(
        string? model, bool? all, string? cursor, int? limit, IDriftReader reader, CancellationToken cancellationToken)
    {
        if (limit is not (null or (>= 1 and <= AlertQuery.MaxLimit))) return BadLimit;
        try
        {
            var page = await reader.ListAlertsAsync(new AlertQuery(string.IsNullOrWhiteSpace(model) ? null : model, all ?? false, cursor, limit ?? 50), cancellationToken);
            return TypedResults.Ok(new AlertPageJson([.. page.Items.Select(AlertJson.From)], page.NextCursor));
        }
        catch (FormatException)
        {
            return BadCursor;
        }
    }

    private static async Task<Results<Ok<AlertJson>, ProblemHttpResult>> AcknowledgeAsync(
        string id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] ReasonJson? body,
        [FromHeader(Name = ModelRequests.ActorHeader)] string? actor,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var (change, problem, field) = ModelRequests.Read(actor, null, new ModelChangeJson(Reason: body?.Reason));
        if (change is null) return Problem.BadRequest(problem!, field);
        var outcome = await Drift(grains).AcknowledgeAsync(id, change.Actor, change.Reason, cancellationToken);
        return outcome.Status switch
        {
            AlertStatus.NotFound => Problem.NotFound($"There is no alert '{id}'; GET /v1/alerts lists those that there are."),
            AlertStatus.ByAnother => Problem.Conflict($"'{outcome.Alert!.AcknowledgedBy}' acknowledged it at {outcome.Alert.AcknowledgedAt?.UtcDateTime:yyyy-MM-dd HH:mm} UTC already."),
            _ => TypedResults.Ok(AlertJson.From(outcome.Alert!)),
        };
    }

    private static ProblemHttpResult BadLimit => Problem.BadRequest($"limit must lie in 1 to {AlertQuery.MaxLimit}.", "limit");

    private static ProblemHttpResult BadCursor => Problem.BadRequest("cursor is not one that this list gave.", "cursor");
}
