using System.Diagnostics.CodeAnalysis;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>The query string of a list of feedback.</summary>
/// <param name="Track">On this track and its clips.</param>
/// <param name="Author">By authors of this name.</param>
/// <param name="Kind">By users, annotators or data sets.</param>
/// <param name="Undone">Also what was taken back; default false.</param>
/// <param name="Cursor">From the page before.</param>
/// <param name="Limit">1 to 1,000; default 100.</param>
internal sealed record FeedbackSearch(string? Track, string? Author, string? Kind, bool? Undone, string? Cursor, int? Limit)
{
    public bool TryRead([NotNullWhen(true)] out FeedbackQuery? query, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        query = null;
        problem = null;
        if (!Names.TryParse<AnnotatorKind>(Kind, out var kind)) problem = Problem.BadRequest($"kind '{Kind}' is none of {Names.All<AnnotatorKind>()}.", "kind");
        if (Limit is not (null or (>= 1 and <= FeedbackQuery.MaxLimit))) problem = Problem.BadRequest($"limit must lie in 1 to {FeedbackQuery.MaxLimit}.", "limit");
        if (problem is not null) return false;
        query = new FeedbackQuery { TrackId = Track, Author = Author, Kind = kind, WithUndone = Undone ?? false, Cursor = Cursor, Limit = Limit ?? 100 };
        return true;
    }
}
