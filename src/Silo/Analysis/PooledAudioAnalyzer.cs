using Cluster.Abstractions.Predictions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Featurization;
using Cluster.FeaturizerWorker;
using Cluster.Grains.Analysis;

namespace Cluster.Silo.Analysis;

/// <summary>Analyses audio in the pool of featurizer processes; under several schemas it is still decoded once.</summary>
internal sealed class PooledAudioAnalyzer(IFeaturizerPool pool) : IAudioAnalyzer
{
    public bool Computes(string schemaId) => FeatureSchema.Released.Any(schema => schema.Id == schemaId);

    public int InteractiveWaiting => pool.InteractiveWaiting;

    public async Task<AudioAnalysis> AnalyzeAsync(AudioRequest request, AnalysisLane lane, CancellationToken cancellationToken)
    {
        var known = request.Schemas.Distinct().Where(Computes).Select(id => FeatureSchema.Find(id)!);
        var wanted = new FeaturizeRequest(request.Path, request.Plan, request.StartS, request.DurationS) { Schemas = [.. known] };
        if (wanted.Schemas.IsEmpty) return AudioAnalysis.Failed(FailureKind.NoModel, $"This silo computes none of the feature schemas {string.Join(", ", request.Schemas)}.");
        var result = await pool.FeaturizeAsync(
            wanted, lane == AnalysisLane.Interactive ? FeaturizeLane.Interactive : FeaturizeLane.Bulk, cancellationToken);
        return result.Audio is { } audio ? Analysis(request, audio, result) : new AudioAnalysis(null, result.Failure);
    }

    private static AudioAnalysis Analysis(AudioRequest request, FeaturizedAudio audio, FeaturizeResult result)
    {
        var source = new AudioSource
        {
            Path = request.Path,
            SizeBytes = audio.SizeBytes,
            ModifiedAt = audio.ModifiedAt,
            ContentHash = audio.ContentHash,
            DurationS = audio.DurationS,
            SampleRate = audio.SampleRate,
            Channels = audio.Channels,
            BitrateKbps = audio.DurationS > 0 ? audio.SizeBytes * 8 / audio.DurationS / 1000 : 0,
        };
        var contents = result.Schemas.Where(schema => schema.Refusal is null).Select(schema => new AnalysedContent(
            new FeatureCacheKey(audio.ContentHash, schema.SchemaId, request.Plan.LengthS, request.Plan.HopS),
            source,
            [.. schema.Clips.Select(clip => new CachedClipFeatures(clip.StartS, clip.DurationS, [.. clip.Values]))])).ToList();
        return new AudioAnalysis(contents[0] with { Beside = contents[1..] }, null)
        {
            Refusals = result.Schemas.Where(schema => schema.Refusal is not null).ToDictionary(schema => schema.SchemaId, schema => schema.Refusal!, StringComparer.Ordinal),
        };
    }
}
