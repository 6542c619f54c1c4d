using System.Runtime.InteropServices;
using Cluster.Abstractions.Clips;
using Cluster.FeaturizerWorker;
using Cluster.Modeling.Importing;

namespace Cluster.Cli.Training;

/// <summary>
/// Vectors from a pool of featurizer children. The importer asks for one entry after the other; this keeps a few entries ahead of it, so that all
/// children have work.
/// </summary>
/// <param name="pool">The children; started.</param>
/// <param name="names">The features' names in the order of the vectors.</param>
/// <param name="entries">What the importer will ask for, in this order; files that are missing are not asked for.</param>
/// <param name="ahead">How many entries may be under way.</param>
internal sealed class PooledFeatureSource(IFeaturizerPool pool, IReadOnlyList<string> names, IReadOnlyList<AudioEntry> entries, int ahead) : IAudioFeatureSource
{
    private readonly Queue<(AudioEntry Entry, Task<FeaturizeResult> Result)> underWay = new();
    private int next;

    /// <inheritdoc/>
    public string SchemaId => pool.SchemaId;

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames => names;

    /// <inheritdoc/>
    public async Task<AudioFeatures> ExtractAsync(string path, TimeSpan? start, TimeSpan? duration, CancellationToken cancellationToken)
    {
        Fill(cancellationToken);
        while (underWay.TryDequeue(out var first))
        {
            Fill(cancellationToken);
            // An entry whose file vanished in the meantime is not asked for any more.
            if (first.Entry.Path == path && first.Entry.Start == start && first.Entry.Duration == duration) return Translate(await first.Result);
        }

        return Translate(await Analyse(path, start, duration, cancellationToken));
    }

    private static AudioFeatures Translate(FeaturizeResult result) => result.Failure is { } failure
        ? new AudioFeatures([], failure.Message)
        : new AudioFeatures([.. result.Clips.Select(clip => ImmutableCollectionsMarshal.AsArray(clip.Values)!)]);

    private void Fill(CancellationToken cancellationToken)
    {
        while (underWay.Count < ahead && next < entries.Count)
        {
            var entry = entries[next++];
            if (File.Exists(entry.Path)) underWay.Enqueue((entry, Analyse(entry.Path, entry.Start, entry.Duration, cancellationToken)));
        }
    }

    private Task<FeaturizeResult> Analyse(string path, TimeSpan? start, TimeSpan? duration, CancellationToken cancellationToken)
    {
        var request = new FeaturizeRequest(path, ClipPlan.Default, start?.TotalSeconds ?? 0, duration?.TotalSeconds);
        return pool.FeaturizeAsync(request, FeaturizeLane.Bulk, cancellationToken);
    }
}
