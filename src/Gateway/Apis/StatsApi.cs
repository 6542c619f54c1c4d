using Cluster.Catalog.Stats;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>Counts over the catalogue.</summary>
internal static class StatsApi
{
    public static void MapStats(this RouteGroupBuilder v1) => v1
        .MapGet("/stats/emotions", ListAsync).WithName("EmotionStats").WithTags("Stats")
        .WithSummary("Emotions by artist, album, genre, year or listening session: counts and shares, decisions, mean confidence; the largest group first.");

    private static async Task<Results<Ok<EmotionStatsPageJson>, ProblemHttpResult>> ListAsync(
        [AsParameters] StatsSearch search, IEmotionStatsReader reader, CancellationToken cancellationToken)
    {
        if (!search.TryRead(out var query, out var problem)) return problem;
        try
        {
            var page = await reader.ListAsync(query, cancellationToken);
            return TypedResults.Ok(new EmotionStatsPageJson(Names.Of(query.By), [.. page.Items.Select(EmotionStatsJson.From)], page.NextCursor));
        }
        catch (FormatException)
        {
            return Problem.BadRequest("cursor is not one that this list gave.", "cursor");
        }
    }
}
