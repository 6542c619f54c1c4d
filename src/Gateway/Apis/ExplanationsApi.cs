using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Explanations;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>Why clips are predicted as they are, each through its grain.</summary>
internal static class ExplanationsApi
{
    private const string RetryAfterSeconds = "2";

    public static void MapExplanations(this RouteGroupBuilder v1) => v1
        .MapGet("/clips/{id}/explanation", ExplainAsync).WithName("ExplainClip").WithTags("Clips")
        .WithSummary("Why a clip's stored prediction is what it is, by the model version that made it: contributions of features and groups that add up to the model's output.");

    /// <summary>Reads what is asked for.</summary>
    /// <param name="method">shap or lime; null for shap.</param>
    /// <param name="limit">Most features; null for the default.</param>
    /// <param name="request">What a grain is asked for.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static ProblemHttpResult? TryRead(string? method, int? limit, out ExplainRequest request)
    {
        request = new ExplainRequest();
        if (!Names.TryParse<ExplanationMethod>(method, out var wanted)) return Problem.BadRequest($"method '{method}' is none of {Names.All<ExplanationMethod>()}.", "method");
        if (limit is not (null or (>= 0 and <= ExplainRequest.MaxFeatureLimit)))
            return Problem.BadRequest($"limit must lie in 0 to {ExplainRequest.MaxFeatureLimit}: it is the most features that are listed.", "limit");
        request = new ExplainRequest(wanted ?? ExplanationMethod.Shap, limit ?? ExplainRequest.DefaultFeatureLimit);
        return null;
    }

    private static async Task<Results<Ok<ClipExplanationJson>, ProblemHttpResult>> ExplainAsync(
        string id, string? method, int? limit, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        id = RouteIds.After(context, "clips", id);
        if (!ClipId.TryParse(id, out _)) return Problem.BadRequest($"'{id}' is no clip id: it must be trackId#index, the hash sign encoded as %23.", "clipId");
        if (TryRead(method, limit, out var request) is { } bad) return bad;
        var outcome = await grains.GetGrain<IExplanationGrain>(id).ExplainAsync(request, cancellationToken);
        if (outcome is { Clip: { } clip, Explanation: { } explanation }) return TypedResults.Ok(new ClipExplanationJson(ClipJson.From(clip, null), ExplanationJson.From(explanation)));
        if (outcome.Status is ExplainStatus.Busy or ExplainStatus.TimedOut) context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Problem.From(outcome);
    }
}
