using Cluster.Catalog.Reviews;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>The queue of what a person should listen to, from the catalogue.</summary>
internal static class ReviewApi
{
    public static void MapReview(this RouteGroupBuilder v1) => v1
        .MapGet("/review", ListAsync).WithName("ListReview").WithTags("Feedback")
        .WithSummary("What a person should listen to, what matters most first: unsure decisions, and tracks that other models contradict, until they are labelled.");

    private static async Task<Results<Ok<ReviewPageJson>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, IReviewReader reader, CancellationToken cancellationToken)
    {
        if (limit is not (null or (>= 1 and <= IReviewReader.MaxLimit))) return Problem.BadRequest($"limit must lie in 1 to {IReviewReader.MaxLimit}.", "limit");
        try
        {
            var page = await reader.ListAsync(cursor, limit ?? 50, cancellationToken);
            return TypedResults.Ok(new ReviewPageJson([.. page.Items.Select(ReviewJson.From)], page.NextCursor));
        }
        catch (FormatException)
        {
            return Problem.BadRequest("cursor is not one that this list gave.", "cursor");
        }
    }
}
