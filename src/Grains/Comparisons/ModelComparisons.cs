using Cluster.Catalog.Shadows;
using Cluster.Grains.Shadows;
using Cluster.Modeling.Comparison;

namespace Cluster.Grains.Comparisons;

/// <summary>Compares model versions on the catalogue's pairs of predictions.</summary>
public sealed class ModelComparisons(IShadowReader shadows, ShadowOptions settings) : IModelComparisons, IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    /// <inheritdoc/>
    public async Task<ModelEvidence> CompareAsync(string candidate, string champion, ComparisonOptions? options, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var pairs = await shadows.ReadPairsAsync(candidate, champion, settings.MostComparedClips, cancellationToken);
            var counted = await shadows.ReadStatisticsAsync(candidate, cancellationToken);
            var answered = await shadows.ReadStatisticsAsync(champion, cancellationToken);
            var compared = await Task.Run(() => Compare(pairs, options ?? new ComparisonOptions()), cancellationToken);
            return new ModelEvidence(
                compared,
                !pairs.IsWhole,
                ScoringStatistics.Sum(counted.Where(counts => counts.AnsweredBy == champion)),
                ScoringStatistics.Sum(answered.Where(counts => counts.AnsweredBy == champion)));
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    // Labels go by what people were asked to listen to, which is where models differ: so labelled clips beyond the sample count for metrics and not for agreement.
    private static ModelComparison? Compare(PredictionPairs pairs, ComparisonOptions options)
    {
        PairedClip[] sample = [.. pairs.Sample.Select(Clip)];
        var known = sample.Select(clip => clip.Clip).ToHashSet();
        PairedClip[] all = [.. sample, .. pairs.Labelled.Where(pair => !known.Contains(pair.Clip)).Select(Clip)];
        if (all.Length == 0) return null;
        var compared = ModelComparer.Compare(all, options);
        return all.Length == sample.Length ? compared : compared with { Agreement = AgreementMatrix.Of(sample) };
    }

    private static PairedClip Clip(PairedPrediction pair) => new()
    {
        Clip = pair.Clip,
        Champion = pair.Champion,
        Candidate = pair.Candidate,
        Truth = pair.Truth,
        Artist = pair.Artist,
        Genre = pair.Genre,
        TempoBpm = pair.TempoBpm,
    };
}
