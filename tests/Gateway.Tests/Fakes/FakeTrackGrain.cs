using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Tracks;

namespace Cluster.Gateway.Tests.Fakes;

internal sealed class FakeTrackGrain(string key) : ITrackGrain
{
    public Track? Track { get; set; }

    public TagOutcome? Outcome { get; set; }

    public List<TagRequest> Requests { get; } = [];

    public Func<Exception>? Throws { get; set; }

    public Task<Track?> GetAsync(CancellationToken cancellationToken) => Throws is { } error ? throw error() : Task.FromResult(Track);

    public List<string?> Units { get; } = [];

    public ImmutableArray<ExperimentTag> Experiments { get; set; } = [];

    public bool IsForEverybody { get; set; }

    public Task<TrackLookup?> LookUpAsync(string? unit, CancellationToken cancellationToken)
    {
        Units.Add(unit);
        return Throws is { } error ? throw error() : Task.FromResult(Track is { } track ? new TrackLookup(track, Experiments) { IsForEverybody = IsForEverybody } : null);
    }

    public Task<Track> RegisterAsync(TrackMetadata metadata, CancellationToken cancellationToken)
    {
        Track = new Track { TrackId = key, Metadata = (Track?.Metadata ?? TrackMetadata.Empty).MergedWith(metadata), Version = (Track?.Version ?? 0) + 1 };
        return Task.FromResult(Track);
    }

    public Task<TagOutcome> TagAsync(TagRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(Outcome ?? new TagOutcome(Samples.Track(key), false, null));
    }
}
