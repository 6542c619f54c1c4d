using Cluster.Abstractions.Predictions;
using Cluster.Grains.Tagging;
using Orleans.Concurrency;

namespace Cluster.Grains.Predictions;

/// <summary>Predicts without storing: hands the work to <see cref="ClipPredictor"/>.</summary>
[StatelessWorker(MaxLocalWorkers)]
public sealed class PredictorGrain(ClipPredictor predictor) : Grain, IPredictorGrain
{
    // The analyser bounds the work itself and says when it is full; this only bounds how many may ask at once.
    private const int MaxLocalWorkers = 64;

    /// <inheritdoc/>
    public Task<PredictOutcome> PredictAsync(PredictRequest request, CancellationToken cancellationToken) =>
        predictor.PredictAsync(request, cancellationToken);
}
