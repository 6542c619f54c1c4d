using Cluster.Abstractions.Models;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Trainings;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cluster.Gateway.Apis;

/// <summary>Training anew: asked for and decided by the retraining grain, listed from the catalogue.</summary>
internal static class RetrainingApi
{
    private const string Path = "/v1/models/retraining";

    public static void MapRetraining(this RouteGroupBuilder v1)
    {
        var models = v1.MapGroup("/models").WithTags("Models");
        models.MapPost("/retrain", StartAsync).WithName("RetrainModel")
            .WithSummary("Trains a new model on the labels of the catalogue now; it becomes a shadow. The same Idempotency-Key again answers with the same training.");
        models.MapGet("/retraining", GetAsync).WithName("GetRetraining").WithSummary("Whether a training is under way, when the next one is due and why, and what became of those before.");
        models.MapGet("/retraining/{id}", FindAsync).WithName("GetTraining").WithSummary("One training.");
    }

    private static IRetrainingGrain Retraining(IGrainFactory grains) => grains.GetGrain<IRetrainingGrain>(IModelGrain.Family);

    private static async Task<Results<Accepted<TrainingJson>, ProblemHttpResult>> StartAsync(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] ReasonJson? body,
        [FromHeader(Name = ModelRequests.ActorHeader)] string? actor,
        [FromHeader(Name = IdempotencyKeys.Header)] string? key,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (IdempotencyKeys.Check(key) is { } badKey) return badKey;
        var (change, problem, field) = ModelRequests.Read(actor, null, new ModelChangeJson(Reason: body?.Reason));
        if (change is null) return Problem.BadRequest(problem!, field);
        var outcome = await Retraining(grains).RequestAsync(IdempotencyKeys.IdOf(key, clock, "retraining\n"), change.Actor, change.Reason, cancellationToken);
        var detail = outcome.Problem ?? "It was refused.";
        return outcome.Status switch
        {
            RetrainingStatus.Accepted => TypedResults.Accepted($"{Path}/{outcome.Training!.Id}", TrainingJson.From(outcome.Training)),
            RetrainingStatus.TooFewLabels => Problem.Make(StatusCodes.Status422UnprocessableEntity, "too-few-labels", "Not enough to train on", detail),
            RetrainingStatus.Busy => Problem.Make(
                StatusCodes.Status409Conflict, "training-under-way", "A training is under way", detail, new() { ["training"] = $"{Path}/{outcome.Training?.Id}" }),
            _ => Problem.Conflict(detail),
        };
    }

    private static async Task<Results<Ok<RetrainingJson>, ProblemHttpResult>> GetAsync(
        string? cursor, int? limit, IGrainFactory grains, ITrainingReader reader, CancellationToken cancellationToken)
    {
        if (limit is not (null or (>= 1 and <= ITrainingReader.MaxLimit))) return Problem.BadRequest($"limit must lie in 1 to {ITrainingReader.MaxLimit}.", "limit");
        try
        {
            var history = await reader.ListAsync(cursor, limit ?? 20, cancellationToken);
            var view = await Retraining(grains).GetAsync(cancellationToken);
            return TypedResults.Ok(new RetrainingJson(
                view.Active is { } active ? TrainingJson.From(active) : null, view.Automatic, view.Due, view.Why, view.Labels, view.NewLabels, view.Missing,
                [.. history.Items.Select(TrainingJson.From)], history.NextCursor));
        }
        catch (FormatException)
        {
            return Problem.BadRequest("cursor is not one that this list gave.", "cursor");
        }
    }

    private static async Task<Results<Ok<TrainingJson>, ProblemHttpResult>> FindAsync(string id, ITrainingReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(id, cancellationToken) is { } training ? TypedResults.Ok(TrainingJson.From(training)) : Problem.NotFound($"There is no training '{id}'.");
}
