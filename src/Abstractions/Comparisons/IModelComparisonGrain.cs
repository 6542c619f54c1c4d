namespace Cluster.Abstractions.Comparisons;

/// <summary>Compares two model versions on what both have said of the same clips. Any key; it keeps nothing.</summary>
[Alias("model-comparison-grain")]
public interface IModelComparisonGrain : IGrainWithIntegerKey
{
    /// <summary>Compares. What is wrong with the request, or missing, is an answer.</summary>
    [Alias("compare")]
    Task<ComparisonAnswer> CompareAsync(ComparisonRequest request, CancellationToken cancellationToken = default);
}
