using Cluster.Modeling.Comparison;

namespace Cluster.Grains.Comparisons;

/// <summary>Compares model versions on what is stored: for the gateway's reports, and for whoever decides on a promotion.</summary>
public interface IModelComparisons
{
    /// <summary>Compares a candidate's predictions as a shadow with a champion's on the same clips, and adds what both did on traffic.</summary>
    /// <param name="candidate">The version that may replace the other.</param>
    /// <param name="champion">The other version.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>The arithmetic takes up to some seconds of one core; one comparison is made at a time on a silo, off the grains' scheduler.</remarks>
    Task<ModelEvidence> CompareAsync(string candidate, string champion, ComparisonOptions? options = null, CancellationToken cancellationToken = default);
}
