using System.Text.Json;
using Cluster.Abstractions.Events;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Cluster.Gateway.Apis;

/// <summary>What listeners did, as a recommender reports it.</summary>
internal static class EventsApi
{
    // 1,000 events of the longest fields, escaped.
    private const long MaxBodyBytes = 16 * 1024 * 1024;

    public static void MapEvents(this RouteGroupBuilder v1) => v1
        .MapPost("/events", AddAsync).WithName("PostEvents").WithTags("Events")
        .WithSummary("Plays, skips, likes and ratings of recommended tracks, up to 1,000 at once. What is accepted is on disk; what is not is named by its place in the batch.")
        .Accepts<PostEventsJson>("application/json")
        .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    private static async Task<Results<Ok<EventsAnswerJson>, ProblemHttpResult>> AddAsync(
        HttpRequest request, IGrainFactory grains, IOptions<JsonOptions> json, CancellationToken cancellationToken)
    {
        JsonDocument body;
        try
        {
            body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
        }
        catch (JsonException error)
        {
            return Problem.BadRequest($"The body is no JSON: {error.Message}");
        }

        using (body)
        {
            if (EventBatch.TryRead(body.RootElement, json.Value.SerializerOptions, out var events, out var refused) is { } problem) return problem;
            var outcome = events.Count == 0
                ? new EventsOutcome(0, 0, [])
                : await grains.GetGrain<IEventsGrain>(0).AddAsync([.. events.Select(pair => pair.Event)], cancellationToken);
            refused.AddRange(outcome.Refused.Select(refusal => refusal with { Index = events[refusal.Index].Index }));
            return TypedResults.Ok(new EventsAnswerJson(
                outcome.Accepted, outcome.Known, [.. refused.OrderBy(refusal => refusal.Index).Select(RefusedEventJson.From)]));
        }
    }
}
