using System.Text.Json;
using Cluster.Abstractions.Tracks;
using Cluster.Gateway.Contracts;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Lookups;

/// <summary>Answers look-ups of a track: from memory where that is as good, else by its grain.</summary>
internal sealed class LookupAnswers(IGrainFactory grains, LookupCache cache, LookupMetrics metrics, IOptions<JsonOptions> json)
{
    /// <summary>Looks a track up.</summary>
    /// <param name="trackId">The track.</param>
    /// <param name="user">The user who asks; null when nobody is named.</param>
    /// <param name="fresh">Asks the grain whatever is in memory.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there is no such track.</returns>
    public ValueTask<LookupAnswer?> FindAsync(string trackId, string? user, bool fresh, CancellationToken cancellationToken)
    {
        var kept = fresh ? null : cache.Find(trackId);
        metrics.Count(kept is not null);
        return kept is not null ? new(kept) : new(AskAsync(trackId, user, cancellationToken));
    }

    private async Task<LookupAnswer?> AskAsync(string trackId, string? user, CancellationToken cancellationToken)
    {
        var asked = cache.Now();
        if (await grains.GetGrain<ITrackGrain>(trackId).LookUpAsync(user, cancellationToken) is not { } found) return null;
        var answer = new LookupAnswer(JsonSerializer.SerializeToUtf8Bytes(TrackJson.From(found.Track, experiments: found.Experiments), json.Value.SerializerOptions), ETagOf(found));
        if (found.IsForEverybody) cache.Keep(trackId, answer, asked);
        return answer;
    }

    // One user's answer is not another's: the arms are part of what is compared.
    private static string ETagOf(TrackLookup found) =>
        $"\"{found.Track.Version}{string.Concat(found.Experiments.Select(tag => $"-{tag.ExperimentId}.{tag.Arm}"))}\"";
}
