using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Models;
using Cluster.Modeling.Comparison;
using Orleans.Concurrency;

namespace Cluster.Grains.Comparisons;

/// <summary>Compares versions for callers outside the silo: checks what is asked for, and turns the figures into a message.</summary>
[StatelessWorker(MaxLocalWorkers)]
public sealed class ModelComparisonGrain(IModelComparisons comparisons) : Grain, IModelComparisonGrain
{
    // The service compares one pair at a time; this only bounds how many wait for it.
    private const int MaxLocalWorkers = 8;

    /// <inheritdoc/>
    public async Task<ComparisonAnswer> CompareAsync(ComparisonRequest request, CancellationToken cancellationToken)
    {
        if (request.Validate() is { } bad) return Refused(ComparisonStatus.BadRequest, bad.Problem);
        var registry = await GrainFactory.GetGrain<IModelGrain>(IModelGrain.Family).GetAsync(cancellationToken);
        if ((request.Champion ?? registry.Champion) is not { } champion)
            return Refused(ComparisonStatus.NoChampion, "There is no champion to compare with: promote a version, or name one with champion.");
        foreach (var version in (string[])[request.Candidate, champion])
        {
            if (registry.Versions.All(known => known.Version != version))
                return Refused(ComparisonStatus.UnknownVersion, $"Version '{version}' is not registered: `cluster models list` shows those that are.");
        }

        if (request.Candidate == champion)
            return Refused(ComparisonStatus.SameVersion, $"Candidate and champion are both '{champion}': name two versions.");
        var options = new ComparisonOptions { Sure = request.Sure, MostDisagreements = request.Disagreements, SmallestDifference = request.SmallestDifference };
        var evidence = await comparisons.CompareAsync(request.Candidate, champion, options, cancellationToken);
        if (evidence.Comparison is not { } comparison) return Refused(ComparisonStatus.NothingInCommon, Missing(request.Candidate, champion, registry));
        var view = ComparisonViews.Of(request.Candidate, champion, comparison, options) with
        {
            IsSample = evidence.IsSample,
            Traffic = evidence.Shadow is { } shadow ? ShadowTrafficViews.Of(shadow, evidence.Champion) : null,
        };
        return new ComparisonAnswer(ComparisonStatus.Done, view, null);
    }

    private static ComparisonAnswer Refused(ComparisonStatus status, string problem) => new(status, null, problem);

    private static string Missing(string candidate, string champion, ModelRegistryView registry)
    {
        var problem = $"'{candidate}' and '{champion}' have no clip in common yet: ";
        if (registry.ShadowsStopped) return problem + "shadows are stopped. Start them with `cluster models shadows start`, then tag or backfill some tracks.";
        return registry.Shadows.Contains(candidate)
            ? problem + $"'{candidate}' is a shadow and scores what is tagged anew. Tag or backfill some tracks (`cluster backfill SOURCE --force` for those that are tagged), and ask again some seconds later."
            : problem + $"make it a shadow with `cluster models shadow {candidate}`, then tag or backfill some tracks.";
    }
}
