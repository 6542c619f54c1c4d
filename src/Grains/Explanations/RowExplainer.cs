using Cluster.Abstractions.Explanations;
using Cluster.Catalog.Models;
using Cluster.Modeling.Artefacts;

namespace Cluster.Grains.Explanations;

/// <summary>Explains vectors by any stored model version, on the pool's threads and within the time limit.</summary>
public sealed class RowExplainer(IModelArtefactStore store, ModelExplainers models, ExplanationPool pool, ExplainingOptions options, TimeProvider clock)
{
    /// <summary>Explains one vector. What is expected to go wrong is an answer, not an exception.</summary>
    /// <param name="version">The model version.</param>
    /// <param name="features">The vector, under the model's schema.</param>
    /// <param name="method">What is asked for.</param>
    /// <param name="cancellationToken">Ends the wait, and soon after the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<RowExplanation> ExplainAsync(string version, float[] features, ExplanationMethod method, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var ready = models.Find(version);
            var archive = ready is null ? await store.GetAsync(version, either.Token) : null;
            if (ready is null && archive is null)
            {
                return RowExplanation.Failed(
                    ExplainStatus.ModelNotLoadable, $"The artefact of model version '{version}', which predicted, is not in the store: register it again, or tag the track anew.");
            }

            var work = pool.TryRun(token => (ready ?? models.Load(version, archive!)).Explain(features, method, token), either.Token);
            return work is null
                ? RowExplanation.Failed(ExplainStatus.Busy, $"{options.QueueLength} explanations are waiting already: try again later.")
                : new RowExplanation(ExplainStatus.Explained, await work, null);
        }
        catch (ModelArtefactException error)
        {
            return RowExplanation.Failed(ExplainStatus.ModelNotLoadable, $"Model version '{version}', which predicted, cannot be loaded: {error.Message}");
        }
        catch (NotSupportedException error)
        {
            return RowExplanation.Failed(ExplainStatus.MethodNotPossible, error.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return RowExplanation.Failed(ExplainStatus.TimedOut, FormattableString.Invariant($"The explanation was not done within {options.TimeLimit.TotalSeconds:0.#} s: try again later."));
        }
    }
}
