using Cluster.Abstractions.Tracks;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;

namespace Cluster.Gateway.Lookups;

/// <summary>The answers of the last moments (<see cref="LookupFreshness.Gateway"/>), by track: a track that everybody asks for costs its silo a call or two a second from each gateway.</summary>
/// <remarks>
/// Only answers that are the same for whoever asks. What this gateway changed itself is forgotten at once, and an answer that was asked for before the change is not kept.
/// Ages are counted by a clock that nobody sets; the memory that is taken is bounded by <see cref="GatewayOptions.LookupCacheBytes"/>.
/// </remarks>
internal sealed class LookupCache(GatewayOptions options, TimeProvider clock) : IDisposable
{
    // An entry with its keys and links, beside the body.
    private const int EntryBytes = 400;
    private const int Gates = 64;

    private readonly MemoryCache cache = new(new MemoryCacheOptions
    {
        Clock = new WallClock(clock),
        SizeLimit = options.LookupCacheBytes,
        ExpirationScanFrequency = TimeSpan.FromSeconds(1),
    });

    private readonly Lock[] gates = [.. Enumerable.Range(0, Gates).Select(_ => new Lock())];

    /// <summary>The answer for a track; null when the silo is to be asked.</summary>
    public LookupAnswer? Find(string trackId) => cache.TryGetValue(trackId, out Entry? entry) && clock.GetElapsedTime(entry!.At) < LookupFreshness.Gateway ? entry.Answer : null;

    /// <summary>A moment for <see cref="Keep"/>: taken before the silo is asked.</summary>
    public long Now() => clock.GetTimestamp();

    /// <summary>Keeps an answer.</summary>
    /// <param name="trackId">The track.</param>
    /// <param name="answer">The answer, the same for whoever asks.</param>
    /// <param name="asked">When the silo was asked.</param>
    public void Keep(string trackId, LookupAnswer answer, long asked) => Set(trackId, new Entry(answer, asked));

    /// <summary>Changes a track, and forgets what was known of it, also when the outcome is unknown.</summary>
    /// <param name="trackId">The track.</param>
    /// <param name="change">Makes the change.</param>
    public async Task<T> ChangeAsync<T>(string trackId, Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        finally
        {
            Forget(trackId);
        }
    }

    /// <summary>Forgets a track's answer, and those that are on their way.</summary>
    public void Forget(string trackId) => Set(trackId, new Entry(null, Now()));

    /// <inheritdoc/>
    public void Dispose() => cache.Dispose();

    private void Set(string trackId, Entry entry)
    {
        if (options.LookupCacheBytes == 0) return;
        lock (gates[(uint)trackId.GetHashCode(StringComparison.Ordinal) % Gates])
        {
            if (cache.TryGetValue(trackId, out Entry? kept) && (kept!.At > entry.At || (kept.Answer is null && kept.At == entry.At))) return;
            cache.Set(trackId, entry, new MemoryCacheEntryOptions
            {
                AbsoluteExpirationRelativeToNow = LookupFreshness.Gateway,

                // The mark of a write always finds room: there are as many as this gateway wrote in half a second.
                Size = entry.Answer is { } answer ? EntryBytes + (2 * trackId.Length) + answer.Body.Length : 0,
            });
        }
    }

    private sealed record Entry(LookupAnswer? Answer, long At);

    // Only for throwing away what is too old to be sent.
    private sealed class WallClock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
