namespace Cluster.Grains.Analysis;

/// <summary>Who waits for the analysis. Interactive work goes before bulk work.</summary>
public enum AnalysisLane
{
    /// <summary>Somebody waits for the answer.</summary>
    Interactive = 0,

    /// <summary>A backfill.</summary>
    Bulk = 1,
}
