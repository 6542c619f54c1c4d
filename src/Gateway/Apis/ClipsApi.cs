using Cluster.Abstractions.Clips;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>Clips, each through its grain.</summary>
internal static class ClipsApi
{
    public static void MapClips(this RouteGroupBuilder v1) => v1
        .MapGet("/clips/{id}", GetAsync).WithName("GetClip").WithTags("Clips").WithSummary("A clip, by trackId#index with the hash sign encoded as %23.");

    private static async Task<Results<Ok<ClipJson>, ProblemHttpResult>> GetAsync(
        string id, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        id = RouteIds.After(context, "clips", id);
        if (!ClipId.TryParse(id, out _)) return Problem.BadRequest($"'{id}' is no clip id: it must be trackId#index, the hash sign encoded as %23.", "clipId");
        return await grains.GetGrain<IClipGrain>(id).GetAsync(cancellationToken) is { } clip
            ? TypedResults.Ok(ClipJson.From(clip, null))
            : Problem.NotFound($"There is no clip '{id}' in the catalogue.");
    }
}
