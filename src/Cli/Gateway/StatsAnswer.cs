namespace Cluster.Cli.Gateway;

/// <summary>A page of counts.</summary>
internal sealed record EmotionStatsAnswer(string By, IReadOnlyList<EmotionGroupAnswer> Groups, string? NextCursor);

/// <summary>The emotions of a group of tracks.</summary>
internal sealed record EmotionGroupAnswer(
    string? Key,
    long Tracks,
    long Predicted,
    long Clips,
    double? MeanConfidence,
    IReadOnlyDictionary<string, CountAnswer> Emotions,
    IReadOnlyDictionary<string, CountAnswer> Decisions);

/// <summary>A part of a whole.</summary>
internal sealed record CountAnswer(long Count, double Share);
