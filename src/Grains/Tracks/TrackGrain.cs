using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Experiments;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tagging;
using Cluster.Grains.Work;
using Orleans.Storage;

namespace Cluster.Grains.Tracks;

/// <summary>One track: orders reading, tagging and writing. Rules are in <see cref="TrackTagger"/>.</summary>
[ShortLived]
public sealed class TrackGrain(
    [PersistentState("track", CatalogGrainStorage.ProviderName)] IPersistentState<TrackState> state,
    ITrackReader reader,
    TrackTagger tagger,
    ScoringObservers observers,
    IExposureLog exposures,
    TrackLookups lookups,
    TimeProvider clock) : Grain, ITrackGrain
{
    private const int WriteAttempts = 5;

    private long checkedAt = clock.GetTimestamp();

    /// <inheritdoc/>
    public async Task<Track?> GetAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return state.State.Track;
    }

    /// <inheritdoc/>
    public async Task<TrackLookup?> LookUpAsync(string? unit, CancellationToken cancellationToken) =>
        await GetAsync(cancellationToken) is { } track ? lookups.Show(track, unit) : null;

    /// <inheritdoc/>
    public async Task<Track> RegisterAsync(TrackMetadata metadata, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return await WriteAsync(
            stored => stored is null
                ? new Track { TrackId = this.GetPrimaryKeyString(), Metadata = metadata }
                : stored with { Metadata = stored.Metadata.MergedWith(metadata) },
            null);
    }

    /// <inheritdoc/>
    public async Task<TagOutcome> TagAsync(TagRequest request, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        var input = new TaggingInput(
            this.GetPrimaryKeyString(), request.Path, TrackMetadata.Empty, state.State.Track, request.Force, AnalysisLane.Interactive);
        var result = await tagger.TagAsync(input, cancellationToken);
        if (result.Track is not { } tagged) return new TagOutcome(null, false, result.Failure);
        var written = await WriteAsync(
            stored => stored is null
                ? tagged
                : stored with { Audio = tagged.Audio, Emotion = tagged.Emotion, Clips = tagged.Clips },
            result.Content);
        observers.Scored(result.Scored);
        var shown = lookups.Show(written, request.Unit);
        if (result.Route is not { } route) return new TagOutcome(shown.Track, result.Unchanged, null, shown.Experiments);
        exposures.Record(route.Exposures(clock.GetUtcNow()));

        // Which model answered is the route's to say: an experiment that started meanwhile had no part in it.
        var also = shown.Experiments.Where(tag => tag.Kind != ExperimentKind.Model);
        return new TagOutcome(shown.Track, result.Unchanged, null, [.. route.Tags().UnionBy(also, tag => tag.ExperimentId)]);
    }

    // A backfill writes the same rows without this grain, so the row's version is asked for when the cached state is older than the promise.
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (clock.GetElapsedTime(checkedAt) < LookupFreshness.Grain) return;
        var version = await reader.FindVersionAsync(this.GetPrimaryKeyString(), cancellationToken);
        if (version != state.State.Track?.Version) await state.ReadStateAsync(cancellationToken);
        checkedAt = clock.GetTimestamp();
    }

    // A write that lost a race is made again on what the winner stored: each change names only the fields that it is about.
    private async Task<Track> WriteAsync(Func<Track?, Track> change, AnalysedContent? content)
    {
        for (var attempt = 1; ; attempt++)
        {
            var stored = state.State.Track;
            var changed = change(stored);
            if (stored is not null && content is null && changed == stored) return stored;
            state.State.Track = changed;
            state.State.Content = content;
            try
            {
                await state.WriteStateAsync();
                checkedAt = clock.GetTimestamp();
                return state.State.Track!;
            }
            catch (InconsistentStateException) when (attempt < WriteAttempts)
            {
                await state.ReadStateAsync();
            }
            catch
            {
                // Nothing was written: the cached state must not show what the catalogue does not hold.
                await state.ReadStateAsync();
                throw;
            }
        }
    }
}
