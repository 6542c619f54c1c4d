using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cluster.Gateway.Apis;

/// <summary>Experiments: A/B tests and canaries of models, thresholds and presentation.</summary>
internal static class ExperimentsApi
{
    public static void MapExperiments(this RouteGroupBuilder v1)
    {
        var experiments = v1.MapGroup("/experiments").WithTags("Experiments");
        experiments.MapGet("/", ListAsync).WithName("ListExperiments").WithSummary("Experiments, newest first.");
        experiments.MapPost("/", CreateAsync).WithName("CreateExperiment").WithSummary("Creates a draft. The same Idempotency-Key again answers with the same experiment.");
        experiments.MapGet("/{id}", GetAsync).WithName("GetExperiment").WithSummary("An experiment and how it stands: exposures, shares, tests, and what to do. The ETag is its revision.");
        experiments.MapDelete("/{id}", DeleteAsync).WithName("DeleteExperiment").WithSummary("Forgets an experiment that does not run, with its exposures.");
        experiments.MapPost("/{id}/start", StartAsync).WithName("StartExperiment").WithSummary("Starts a draft: its arms take their shares.");
        experiments.MapPost("/{id}/stop", StopAsync).WithName("StopExperiment").WithSummary("Takes everybody out of the arms, for good.");
        experiments.MapPost("/{id}/shares", SetSharesAsync).WithName("SetExperimentShares").WithSummary("Changes shares; as few units as possible change their arm.");
        experiments.MapPost("/{id}/conclude", ConcludeAsync).WithName("ConcludeExperiment").WithSummary("Ends an experiment and writes down who won. It promotes nothing, but says how.");
    }

    private static IExperimentGrain Experiments(IGrainFactory grains) => grains.GetGrain<IExperimentGrain>(IExperimentGrain.Family);

    private static async Task<Ok<ExperimentListJson>> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var view = await Experiments(grains).GetAsync(cancellationToken);
        return TypedResults.Ok(new ExperimentListJson([.. view.Experiments.Reverse().Select(ExperimentJson.From)]));
    }

    private static async Task<Results<Ok<ExperimentReportJson>, ProblemHttpResult>> GetAsync(string id, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await Experiments(grains).InspectAsync(id, cancellationToken) is not { } report) return Problem.NotFound($"There is no experiment '{id}'.");
        context.Response.Headers.ETag = ModelRequests.ETag(report.Experiment.Revision);
        return TypedResults.Ok(ExperimentReportJson.From(report));
    }

    private static async Task<Results<Created<ExperimentJson>, ProblemHttpResult>> CreateAsync(
        CreateExperimentJson body,
        [FromHeader(Name = IdempotencyKeys.Header)] string? key,
        [FromHeader(Name = ModelRequests.ActorHeader)] string? actor,
        HttpContext context,
        IGrainFactory grains,
        TimeProvider clock)
    {
        if (IdempotencyKeys.Check(key) is { } badKey) return badKey;
        if (!ExperimentWish.TryRead(body, out var spec, out var problem)) return problem;
        var (change, wrong) = ReadChange(actor, null, body.Reason);
        if (change is null) return wrong!;
        var outcome = await Experiments(grains).CreateAsync(IdempotencyKeys.IdOf(key, clock), spec, change, context.RequestAborted);
        if (outcome.Status != ExperimentChangeStatus.Done || outcome.Experiment is not { } experiment) return ExperimentWish.Refusal(outcome);
        context.Response.Headers.ETag = ModelRequests.ETag(experiment.Revision);
        return TypedResults.Created($"/v1/experiments/{experiment.Id}", ExperimentJson.From(experiment));
    }

    private static Task<Results<Ok<ExperimentJson>, ProblemHttpResult>> StartAsync(string id, [AsParameters] ChangeRequest<ExperimentReasonJson> request, HttpContext context, IGrainFactory grains) =>
        ChangeAsync(context, request.Actor, request.IfMatch, request.Body?.Reason, change => Experiments(grains).StartAsync(id, change, context.RequestAborted), ExperimentJson.From);

    private static Task<Results<Ok<ExperimentJson>, ProblemHttpResult>> StopAsync(string id, [AsParameters] ChangeRequest<ExperimentReasonJson> request, HttpContext context, IGrainFactory grains) =>
        ChangeAsync(context, request.Actor, request.IfMatch, request.Body?.Reason, change => Experiments(grains).StopAsync(id, change, context.RequestAborted), ExperimentJson.From);

    private static async Task<Results<Ok<ExperimentJson>, ProblemHttpResult>> SetSharesAsync(string id, [AsParameters] ChangeRequest<SetSharesJson> request, HttpContext context, IGrainFactory grains)
    {
        if (request.Body?.Shares is not { Count: > 0 and <= ExperimentSpec.MaxArms } shares) return Problem.BadRequest($"shares names 1 to {ExperimentSpec.MaxArms} arms with their new shares.", "shares");
        return await ChangeAsync(
            context,
            request.Actor,
            request.IfMatch,
            request.Body.Reason,
            change => Experiments(grains).SetSharesAsync(id, shares.ToImmutableDictionary(), change, context.RequestAborted),
            ExperimentJson.From);
    }

    private static Task<Results<Ok<ConcludedJson>, ProblemHttpResult>> ConcludeAsync(string id, [AsParameters] ChangeRequest<ConcludeJson> request, HttpContext context, IGrainFactory grains) =>
        ChangeAsync(
            context,
            request.Actor,
            request.IfMatch,
            request.Body?.Reason,
            change => Experiments(grains).ConcludeAsync(id, request.Body?.Winner, change, context.RequestAborted),
            ConcludedJson.From);

    // A DELETE has no body: its words come with the query.
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id,
        string? reason,
        [FromHeader(Name = ModelRequests.ActorHeader)] string? actor,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        HttpContext context,
        IGrainFactory grains)
    {
        var (change, wrong) = ReadChange(actor, ifMatch, reason);
        if (change is null) return wrong!;
        var outcome = await Experiments(grains).DeleteAsync(id, change, context.RequestAborted);
        return outcome.Status == ExperimentChangeStatus.Done ? TypedResults.NoContent() : ExperimentWish.Refusal(outcome);
    }

    private static async Task<Results<Ok<T>, ProblemHttpResult>> ChangeAsync<T>(
        HttpContext context, string? actor, string? ifMatch, string? reason, Func<ExperimentChange, Task<ExperimentChangeOutcome>> apply, Func<Experiment, T> show)
    {
        var (change, wrong) = ReadChange(actor, ifMatch, reason);
        if (change is null) return wrong!;
        var outcome = await apply(change);
        if (outcome.Experiment is { } known) context.Response.Headers.ETag = ModelRequests.ETag(known.Revision);
        return outcome.Status == ExperimentChangeStatus.Done && outcome.Experiment is { } experiment ? TypedResults.Ok(show(experiment)) : ExperimentWish.Refusal(outcome);
    }

    private static (ExperimentChange? Change, ProblemHttpResult? Problem) ReadChange(string? actor, string? ifMatch, string? reason)
    {
        var (change, problem, field) = ModelRequests.Read(actor, ifMatch, new ModelChangeJson(null, reason));
        return change is null
            ? (null, Problem.BadRequest(problem!.Replace("GET /v1/models", "GET /v1/experiments/{id}", StringComparison.Ordinal), field))
            : (new ExperimentChange(change.Actor, change.Reason, change.ExpectedRevision), null);
    }
}

/// <summary>What every change of an experiment brings along: the body, who (percent-encoded), and the ETag of the experiment that was seen.</summary>
internal sealed record ChangeRequest<T>(
    [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] T? Body,
    [FromHeader(Name = ModelRequests.ActorHeader)] string? Actor,
    [FromHeader(Name = "If-Match")] string? IfMatch)
    where T : class;
