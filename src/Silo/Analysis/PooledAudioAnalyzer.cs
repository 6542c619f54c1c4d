using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.FeaturizerWorker;
using Cluster.Grains.Analysis;

namespace Cluster.Silo.Analysis;

/// <summary>Analyses audio in the pool of featurizer processes.</summary>
internal sealed class PooledAudioAnalyzer(IFeaturizerPool pool) : IAudioAnalyzer
{
    public string SchemaId => pool.SchemaId;

    public int InteractiveWaiting => pool.InteractiveWaiting;

    public async Task<AudioAnalysis> AnalyzeAsync(AudioRequest request, AnalysisLane lane, CancellationToken cancellationToken)
    {
        var result = await pool.FeaturizeAsync(
            new FeaturizeRequest(request.Path, request.Plan, request.StartS, request.DurationS),
            lane == AnalysisLane.Interactive ? FeaturizeLane.Interactive : FeaturizeLane.Bulk,
            cancellationToken);
        return result.Audio is { } audio ? new AudioAnalysis(Content(request, audio, result), null) : new AudioAnalysis(null, result.Failure);
    }

    private static AnalysedContent Content(AudioRequest request, FeaturizedAudio audio, FeaturizeResult result) => new(
        new FeatureCacheKey(audio.ContentHash, audio.SchemaId, request.Plan.LengthS, request.Plan.HopS),
        new AudioSource
        {
            Path = request.Path,
            SizeBytes = audio.SizeBytes,
            ModifiedAt = audio.ModifiedAt,
            ContentHash = audio.ContentHash,
            DurationS = audio.DurationS,
            SampleRate = audio.SampleRate,
            Channels = audio.Channels,
            BitrateKbps = audio.DurationS > 0 ? audio.SizeBytes * 8 / audio.DurationS / 1000 : 0,
        },
        [.. result.Clips.Select(clip => new CachedClipFeatures(clip.StartS, clip.DurationS, [.. clip.Values]))]);
}
