using System.Diagnostics.CodeAnalysis;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Tracks;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>The query string of a search.</summary>
/// <param name="Emotion">happy, sad, angry or relaxed, in any of the three languages.</param>
/// <param name="Decision">tagged, topTwo or review.</param>
/// <param name="MinConfidence">Least confidence, in [0, 1].</param>
/// <param name="Artist">Exact artist.</param>
/// <param name="Album">Exact album.</param>
/// <param name="Genre">Exact genre.</param>
/// <param name="Year">Year.</param>
/// <param name="Sort">trackId, confidence or -confidence (most confident first).</param>
/// <param name="Cursor">From the page before.</param>
/// <param name="Limit">1 to 1,000; default 100.</param>
internal sealed record TrackSearch(
    string? Emotion, string? Decision, double? MinConfidence, string? Artist, string? Album, string? Genre, int? Year, string? Sort, string? Cursor, int? Limit)
{
    public bool TryRead([NotNullWhen(true)] out TrackQuery? query, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        query = null;
        problem = null;
        EmotionLabel? emotion = null;
        if (Emotion is not null)
        {
            if (!EmotionNames.TryParse(Emotion, out var label)) problem = Problem.BadRequest($"emotion '{Emotion}' is none of {Names.All<EmotionLabel>()}.", "emotion");
            emotion = label;
        }

        if (!Names.TryParse<TagDecision>(Decision, out var decision)) problem = Problem.BadRequest($"decision '{Decision}' is none of {Names.All<TagDecision>()}.", "decision");
        if (MinConfidence is not (null or (>= 0 and <= 1))) problem = Problem.BadRequest("minConfidence must lie in 0 to 1.", "minConfidence");
        if (Limit is not (null or (>= 1 and <= TrackQuery.MaxLimit))) problem = Problem.BadRequest($"limit must lie in 1 to {TrackQuery.MaxLimit}.", "limit");
        var sort = Sort switch
        {
            null or "trackId" => TrackSort.TrackId,
            "confidence" => TrackSort.ConfidenceAscending,
            "-confidence" => TrackSort.ConfidenceDescending,
            _ => (TrackSort?)null,
        };
        if (sort is null) problem = Problem.BadRequest($"sort '{Sort}' is none of trackId, confidence, -confidence.", "sort");
        if (problem is not null) return false;
        query = new TrackQuery
        {
            Emotion = emotion,
            Decision = decision,
            MinConfidence = MinConfidence,
            Artist = Artist,
            Album = Album,
            Genre = Genre,
            Year = Year,
            Sort = sort!.Value,
            Cursor = Cursor,
            Limit = Limit ?? 100,
        };
        return true;
    }
}
