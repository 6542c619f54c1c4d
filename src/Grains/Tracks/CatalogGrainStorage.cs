using System.Globalization;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Orleans.Storage;

namespace Cluster.Grains.Tracks;

/// <summary>Grain storage over the catalogue's own rows: what a track grain writes is what lists and searches read. There is no second copy.</summary>
public sealed class CatalogGrainStorage(ITrackStore store) : IGrainStorage
{
    /// <summary>The provider's name.</summary>
    public const string ProviderName = "catalog";

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = StateOf(grainState);
        Take(grainState, state, await store.FindAsync(TrackIdOf(grainId), CancellationToken.None));
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">Somebody else changed the row first.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = StateOf(grainState);
        var track = state.Track ?? throw new InvalidOperationException("There is no track to write.");
        var version = VersionOf(grainState.ETag);
        var stored = await store.SaveAsync(track with { Version = version }, state.Content, CancellationToken.None)
            ?? throw new InconsistentStateException(
                $"The row of track '{track.TrackId}' is no longer of version {version}.", "unknown", grainState.ETag ?? "none");
        Take(grainState, state, stored);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Tracks are not deleted through their grain.</exception>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Tracks are not deleted through their grain.");

    private static void Take<T>(IGrainState<T> grainState, TrackState state, Track? track)
    {
        state.Track = track;
        state.Content = null;
        grainState.RecordExists = track is not null;
        grainState.ETag = track?.Version.ToString(CultureInfo.InvariantCulture);
    }

    private static long VersionOf(string? etag) => etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);

    private static string TrackIdOf(GrainId grainId) => grainId.Key.ToString()!;

    private static TrackState StateOf<T>(IGrainState<T> grainState)
    {
        if (grainState.State is null) grainState.State = (T)(object)new TrackState();
        return grainState.State as TrackState ?? throw new NotSupportedException($"The catalogue stores tracks, not {typeof(T).Name}.");
    }
}
