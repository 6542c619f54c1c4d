namespace Cluster.Catalog.Shadows;

/// <summary>Writes what shadows said and what was counted of them. Every call may be repeated.</summary>
public interface IShadowStore : IShadowReader
{
    /// <summary>Stores predictions in one transaction. Of one version, track and clip the latest stays; those of tracks that do not exist are passed over.</summary>
    /// <remarks>Predictions go with their track.</remarks>
    Task PutAsync(IReadOnlyCollection<ShadowPrediction> predictions, CancellationToken cancellationToken);

    /// <summary>Writes counts in place of what was there for the same model, answering model and run.</summary>
    Task PutStatisticsAsync(IReadOnlyCollection<ScoringStatistics> statistics, CancellationToken cancellationToken);
}
