namespace Cluster.Catalog.Shadows;

/// <summary>Reads what shadows said and what was counted of them. Safe for concurrent use.</summary>
public interface IShadowReader
{
    /// <summary>Largest number of pairs, tracks or ids in one call.</summary>
    const int MaxLimit = 200_000;

    /// <summary>Pairs a candidate's predictions with those of a champion on the same stretch of the same content.</summary>
    /// <param name="candidate">The version whose predictions as a shadow are taken.</param>
    /// <param name="champion">The version whose stored answers are taken, and where it has none its predictions as a shadow.</param>
    /// <param name="limit">Pairs of the sample, and labelled pairs; 1 to <see cref="MaxLimit"/>. At most four times as many predictions are looked at for the sample.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<PredictionPairs> ReadPairsAsync(string candidate, string champion, int limit, CancellationToken cancellationToken);

    /// <summary>Tracks with their stored clips and what these shadows say of the same content. Tracks that do not exist are passed over.</summary>
    /// <param name="trackIds">At most 1,000.</param>
    /// <param name="shadows">The versions that count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<ShadowedTrack>> ReadTracksAsync(IReadOnlyCollection<string> trackIds, IReadOnlyCollection<string> shadows, CancellationToken cancellationToken);

    /// <summary>Ids of tracks that the review queue holds a disagreement of shadows for, in their order.</summary>
    /// <param name="after">Only ids behind this one; null: from the first.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<string>> ListContradictedAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>All that was counted of a version, by the version that answered and by run of a silo.</summary>
    Task<IReadOnlyList<ScoringStatistics>> ReadStatisticsAsync(string modelVersion, CancellationToken cancellationToken);
}
