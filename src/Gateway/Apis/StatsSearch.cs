using System.Diagnostics.CodeAnalysis;
using Cluster.Catalog.Stats;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>The query string of counts of emotions.</summary>
/// <param name="By">artist, album, genre, year or session.</param>
/// <param name="Emotion">happy, sad, angry or relaxed, in any of the three languages.</param>
/// <param name="Decision">tagged, topTwo or review.</param>
/// <param name="MinConfidence">Least confidence, in [0, 1].</param>
/// <param name="Artist">Exact artist.</param>
/// <param name="Album">Exact album.</param>
/// <param name="Genre">Exact genre.</param>
/// <param name="Year">Year.</param>
/// <param name="Cursor">From the page before.</param>
/// <param name="Limit">1 to 500; default 50.</param>
internal sealed record StatsSearch(
    string? By, string? Emotion, string? Decision, double? MinConfidence, string? Artist, string? Album, string? Genre, int? Year, string? Cursor, int? Limit)
{
    public bool TryRead([NotNullWhen(true)] out EmotionStatsQuery? query, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        query = null;
        problem = null;
        if (!Names.TryParse<StatsGroup>(By, out var by) || by is null) problem = Problem.BadRequest($"by '{By}' is none of {Names.All<StatsGroup>()}.", "by");
        if (Limit is not (null or (>= 1 and <= EmotionStatsQuery.MaxLimit))) problem = Problem.BadRequest($"limit must lie in 1 to {EmotionStatsQuery.MaxLimit}.", "limit");

        // The filters are those of the search for tracks, read by its rules.
        if (problem is not null || !new TrackSearch(Emotion, Decision, MinConfidence, Artist, Album, Genre, Year, null, null, null).TryRead(out var tracks, out problem)) return false;
        query = new EmotionStatsQuery
        {
            By = by!.Value,
            Emotion = tracks.Emotion,
            Decision = tracks.Decision,
            MinConfidence = tracks.MinConfidence,
            Artist = tracks.Artist,
            Album = tracks.Album,
            Genre = tracks.Genre,
            Year = tracks.Year,
            Cursor = Cursor,
            Limit = Limit ?? 50,
        };
        return true;
    }
}
