using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Stats;

namespace Cluster.Gateway.Contracts;

/// <summary>The emotions of a group of tracks.</summary>
/// <param name="Key">The artist, album, genre, year or session; null for the tracks without one.</param>
/// <param name="Tracks">Tracks, tagged or not.</param>
/// <param name="Predicted">Tracks with an emotion; shares are of these.</param>
/// <param name="Clips">Clips that the emotions come from.</param>
/// <param name="MeanConfidence">Mean confidence of the predicted tracks; null when there are none.</param>
/// <param name="Emotions">By emotion.</param>
/// <param name="Decisions">By decision.</param>
public sealed record EmotionStatsJson(
    string? Key,
    long Tracks,
    long Predicted,
    long Clips,
    double? MeanConfidence,
    IReadOnlyDictionary<string, CountJson> Emotions,
    IReadOnlyDictionary<string, CountJson> Decisions)
{
    internal static EmotionStatsJson From(EmotionStats stats) => new(
        stats.Key,
        stats.Tracks,
        stats.Predicted,
        stats.Clips,
        stats.MeanConfidence,
        Enum.GetValues<EmotionLabel>().ToDictionary(emotion => emotion.ToName(), emotion => CountJson.Of(stats.Emotions[(int)emotion], stats.Predicted)),
        Enum.GetValues<TagDecision>().ToDictionary(Names.Of, decision => CountJson.Of(stats.Decisions[(int)decision], stats.Predicted)));
}

/// <summary>A part of a whole.</summary>
/// <param name="Count">How many.</param>
/// <param name="Share">In [0, 1]; 0 where the whole is nothing.</param>
public sealed record CountJson(long Count, double Share)
{
    internal static CountJson Of(long count, long whole) => new(count, whole > 0 ? (double)count / whole : 0);
}

/// <summary>A page of counts, the largest group first.</summary>
/// <param name="By">What makes a group.</param>
/// <param name="Groups">The groups.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record EmotionStatsPageJson(string By, IReadOnlyList<EmotionStatsJson> Groups, string? NextCursor);
