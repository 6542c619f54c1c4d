namespace Cluster.Abstractions.Predictions;

/// <summary>Predicts at once and stores nothing. A stateless worker: the key is always 0.</summary>
[Alias("predictor-grain")]
public interface IPredictorGrain : IGrainWithIntegerKey
{
    /// <summary>Analyses a file and tags it.</summary>
    [Alias("predict")]
    Task<PredictOutcome> PredictAsync(PredictRequest request, CancellationToken cancellationToken = default);
}
