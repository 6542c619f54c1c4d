using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Apis;

/// <summary>Feedback and the labels that it comes to: commands through the track's feedback grain, lists from the catalogue.</summary>
internal static class FeedbackApi
{
    private const int LeastCommon = 10;

    public static void MapFeedback(this RouteGroupBuilder v1)
    {
        var feedback = v1.MapGroup("/feedback").WithTags("Feedback");
        feedback.MapPost("/", GiveAsync).WithName("GiveFeedback")
            .WithSummary("Says that a stored prediction is correct or incorrect, or which emotion is right. The same Idempotency-Key of one author again is the same feedback.");
        feedback.MapGet("/", ListAsync).WithName("ListFeedback").WithSummary("Feedback, newest first.");
        feedback.MapGet("/agreement", AgreementAsync).WithName("FeedbackAgreement")
            .WithSummary("How far raters agree: Fleiss' kappa of all, Cohen's of pairs with at least so many tracks and clips in common. Annotators and data sets unless kind says otherwise.");
        feedback.MapGet("/{id}", GetAsync).WithName("GetFeedback").WithSummary("One feedback.");
        feedback.MapDelete("/{id}", UndoAsync).WithName("UndoFeedback").WithSummary("Takes feedback back: its author only. Repeating it changes nothing.");
        v1.MapGet("/labels", ListLabelsAsync).WithName("ListLabels").WithTags("Feedback").WithSummary("The labels that standing feedback comes to, by track id and start.");
    }

    private static async Task<Results<Created<FeedbackJson>, Ok<FeedbackJson>, ProblemHttpResult>> GiveAsync(
        GiveFeedbackJson body,
        [FromHeader(Name = IdempotencyKeys.Header)] string? key,
        HttpContext context,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (!FeedbackWish.TryRead(body, key, clock, out var trackId, out var request, out var problem)) return problem;
        var outcome = await grains.GetGrain<IFeedbackGrain>(trackId).GiveAsync(request, cancellationToken);
        if (outcome.Feedback is not { } feedback) return FeedbackWish.Refusal(outcome);
        context.Response.Headers.ETag = ETagOf(feedback);
        return outcome.Status == FeedbackStatus.Stored
            ? TypedResults.Created($"/v1/feedback/{feedback.Id}", FeedbackJson.From(feedback))
            : TypedResults.Ok(FeedbackJson.From(feedback));
    }

    private static async Task<Results<Ok<FeedbackJson>, ProblemHttpResult>> GetAsync(string id, HttpContext context, IFeedbackReader reader, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(id, cancellationToken) is not { } feedback) return Unknown(id);
        context.Response.Headers.ETag = ETagOf(feedback);
        return TypedResults.Ok(FeedbackJson.From(feedback));
    }

    private static async Task<Results<Ok<FeedbackJson>, ProblemHttpResult>> UndoAsync(
        string id, string? author, string? kind, HttpContext context, IFeedbackReader reader, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!FeedbackWish.TryReadAuthor(author, kind, out var who, out var problem)) return problem;
        if (await reader.FindAsync(id, cancellationToken) is not { } feedback) return Unknown(id);
        var expected = context.Request.Headers.IfMatch.ToString();
        if (expected.Length > 0 && expected != "*" && expected != ETagOf(feedback))
            return Problem.Make(StatusCodes.Status412PreconditionFailed, "changed", "It was changed meanwhile", $"The feedback's ETag is {ETagOf(feedback)} by now, not {expected}.");
        var outcome = await grains.GetGrain<IFeedbackGrain>(feedback.TrackId).UndoAsync(id, who, cancellationToken);
        if (outcome.Feedback is not { } undone) return FeedbackWish.Refusal(outcome);
        context.Response.Headers.ETag = ETagOf(undone);
        return TypedResults.Ok(FeedbackJson.From(undone));
    }

    private static async Task<Results<Ok<FeedbackPageJson>, ProblemHttpResult>> ListAsync(
        [AsParameters] FeedbackSearch search, IFeedbackReader reader, CancellationToken cancellationToken)
    {
        if (!search.TryRead(out var query, out var problem)) return problem;
        try
        {
            var page = await reader.ListAsync(query, cancellationToken);
            return TypedResults.Ok(new FeedbackPageJson([.. page.Items.Select(FeedbackJson.From)], page.NextCursor));
        }
        catch (FormatException)
        {
            return BadCursor;
        }
    }

    private static async Task<Results<Ok<LabelPageJson>, ProblemHttpResult>> ListLabelsAsync(
        string? cursor, int? limit, IFeedbackReader reader, CancellationToken cancellationToken)
    {
        if (limit is not (null or (>= 1 and <= FeedbackQuery.MaxLimit))) return Problem.BadRequest($"limit must lie in 1 to {FeedbackQuery.MaxLimit}.", "limit");
        try
        {
            var page = await reader.ListLabelsAsync(cursor, limit ?? 100, cancellationToken);
            return TypedResults.Ok(new LabelPageJson([.. page.Items.Select(LabelJson.From)], page.NextCursor));
        }
        catch (FormatException)
        {
            return BadCursor;
        }
    }

    private static async Task<Results<Ok<AgreementJson>, ProblemHttpResult>> AgreementAsync(
        string[]? kind, int? least, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (least is < 1) return Problem.BadRequest("least must be at least 1.", "least");
        var kinds = new List<AnnotatorKind>();
        foreach (var name in kind is { Length: > 0 } ? kind : [Names.Of(AnnotatorKind.Annotator), Names.Of(AnnotatorKind.DataSet)])
        {
            if (!Names.TryParse<AnnotatorKind>(name, out var known)) return Problem.BadRequest($"kind '{name}' is none of {Names.All<AnnotatorKind>()}.", "kind");
            kinds.Add(known!.Value);
        }

        return TypedResults.Ok(AgreementJson.From(await grains.GetGrain<IAgreementGrain>(0).MeasureAsync([.. kinds.Distinct()], least ?? LeastCommon, cancellationToken)));
    }

    // Feedback changes once in its life: when it is taken back.
    private static string ETagOf(Feedback feedback) => feedback.UndoneAt is null ? "\"1\"" : "\"2\"";

    private static ProblemHttpResult Unknown(string id) => Problem.NotFound($"There is no feedback '{id}'.");

    private static ProblemHttpResult BadCursor => Problem.BadRequest("cursor is not one that this list gave.", "cursor");
}
