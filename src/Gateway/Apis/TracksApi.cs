using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tracks;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Lookups;
using Cluster.Gateway.Problems;
using Cluster.Gateway.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Cluster.Gateway.Apis;

/// <summary>Tracks: one through its grain, many from the catalogue.</summary>
internal static class TracksApi
{
    private const int MaxBatch = 1000;

    public static void MapTracks(this RouteGroupBuilder v1, GatewayOptions options)
    {
        var tracks = v1.MapGroup("/tracks").WithTags("Tracks");
        tracks.MapGet("/{id}", GetAsync).WithName("GetTrack").WithSummary("A track's metadata, emotion, decision and timeline. unit, or the header X-Unit, names the user for experiments.");
        tracks.MapPut("/{id}", PutAsync).WithName("PutTrack").WithSummary("Registers a track or changes its metadata; fields left out stay.");
        tracks.MapPut("/{id}/audio", PutAudioAsync).WithName("PutTrackAudio")
            .WithSummary("Uploads a track's audio, analyses it and answers with the track's emotion.")
            .WithMetadata(new RequestSizeLimitAttribute(options.MaxTrackAudioBytes + GatewayOptions.Overhead)).DisableAntiforgery();
        tracks.MapGet("/{id}/clips", GetClipsAsync).WithName("GetTrackClips").WithSummary("A track's clips.");
        tracks.MapPost("/batch-get", BatchGetAsync).WithName("BatchGetTracks").WithSummary("Up to 1,000 tracks at once.");
        tracks.MapGet("/", SearchAsync).WithName("SearchTracks").WithSummary("Searches and orders the enriched catalogue.");
    }

    private static async Task<Results<LookupAnswer, ProblemHttpResult>> GetAsync(
        string id, string? unit, HttpContext context, LookupAnswers lookups, CancellationToken cancellationToken)
    {
        id = RouteIds.After(context, "tracks", id);
        if (TrackIds.Validate(id) is { } bad) return Problem.BadRequest(bad, "trackId");
        if (!ExperimentUnitHeader.TryRead(context, unit, out var user, out var problem)) return problem;
        return await lookups.FindAsync(id, user, WantsFresh(context.Request), cancellationToken) is { } answer ? answer : Unknown(id);
    }

    private static async Task<Results<Ok<TrackJson>, ProblemHttpResult>> PutAsync(
        string id, TrackChangeJson change, HttpContext context, IGrainFactory grains, LookupCache cache, CancellationToken cancellationToken)
    {
        id = RouteIds.After(context, "tracks", id);
        if (TrackIds.Validate(id) is { } bad) return Problem.BadRequest(bad, "trackId");
        if (Check(change) is { } problem) return problem;
        var metadata = new TrackMetadata
        {
            Title = change.Title,
            Artist = change.Artist,
            Album = change.Album,
            Source = change.Source,
            Genre = change.Genre,
            Year = change.Year,
        };
        return TypedResults.Ok(TrackJson.From(await cache.ChangeAsync(id, () => grains.GetGrain<ITrackGrain>(id).RegisterAsync(metadata, cancellationToken))));
    }

    private static async Task<Results<Ok<TrackJson>, ProblemHttpResult>> PutAudioAsync(
        string id, bool? force, string? unit, HttpContext context, UploadStore uploads, IGrainFactory grains, LookupCache cache, GatewayOptions options, CancellationToken cancellationToken)
    {
        id = RouteIds.After(context, "tracks", id);
        if (TrackIds.Validate(id) is { } bad) return Problem.BadRequest(bad, "trackId");
        if (!ExperimentUnitHeader.TryRead(context, unit, out var user, out var problem)) return problem;
        var upload = await uploads.KeepAsync(context.Request, options.MaxTrackAudioBytes, cancellationToken);
        if (upload.Path is not { } path) return upload.Problem!;
        var outcome = await cache.ChangeAsync(id, () => grains.GetGrain<ITrackGrain>(id).TagAsync(new TagRequest(path, force ?? false, user), cancellationToken));
        return outcome.Failure is { } failure
            ? Problem.From(failure)
            : TypedResults.Ok(TrackJson.From(outcome.Track!, experiments: outcome.Experiments.IsDefault ? [] : outcome.Experiments));
    }

    private static async Task<Results<Ok<ClipListJson>, ProblemHttpResult>> GetClipsAsync(
        string id, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        id = RouteIds.After(context, "tracks", id);
        if (TrackIds.Validate(id) is { } bad) return Problem.BadRequest(bad, "trackId");
        return await grains.GetGrain<ITrackGrain>(id).GetAsync(cancellationToken) is { } track
            ? TypedResults.Ok(new ClipListJson([.. track.Clips.Select(clip => ClipJson.From(clip, track.Audio))]))
            : Unknown(id);
    }

    private static async Task<Results<Ok<BatchGetAnswer>, ProblemHttpResult>> BatchGetAsync(
        BatchGetRequest request, ITrackReader reader, CancellationToken cancellationToken)
    {
        if (request.Ids is not { Count: > 0 } ids) return Problem.BadRequest("ids is empty: send 1 to 1,000 track ids.", "ids");
        if (ids.Count > MaxBatch) return Problem.BadRequest($"ids holds {ids.Count} track ids; at most {MaxBatch} are taken at once.", "ids");
        for (var i = 0; i < ids.Count; i++)
        {
            if (TrackIds.Validate(ids[i]) is { } bad) return Problem.BadRequest($"ids[{i}]: {bad}", "ids");
        }

        var wanted = ids.Distinct(StringComparer.Ordinal).ToList();
        var found = (await reader.FindManyAsync(wanted, cancellationToken)).ToDictionary(track => track.TrackId, StringComparer.Ordinal);
        return TypedResults.Ok(new BatchGetAnswer(
            [.. wanted.Where(found.ContainsKey).Select(id => TrackJson.From(found[id]))], [.. wanted.Where(id => !found.ContainsKey(id))]));
    }

    private static async Task<Results<Ok<TrackPageJson>, ProblemHttpResult>> SearchAsync(
        [AsParameters] TrackSearch search, ITrackReader reader, CancellationToken cancellationToken)
    {
        if (!search.TryRead(out var query, out var problem)) return problem;
        try
        {
            var page = await reader.SearchAsync(query, cancellationToken);
            return TypedResults.Ok(new TrackPageJson([.. page.Items.Select(track => TrackJson.From(track, withTimeline: false))], page.NextCursor));
        }
        catch (FormatException)
        {
            return Problem.BadRequest("cursor is not one that this search gave.", "cursor");
        }
    }

    // RFC 9111, 5.2.1.4: nothing that was stored may be the answer.
    private static bool WantsFresh(HttpRequest request) =>
        request.Headers.CacheControl is { Count: > 0 } header && CacheControlHeaderValue.TryParse(header.ToString(), out var wish) && wish.NoCache;

    private static ProblemHttpResult? Check(TrackChangeJson change)
    {
        const int Longest = 1000;
        foreach (var (field, text) in ((string, string?)[])[
            ("title", change.Title), ("artist", change.Artist), ("album", change.Album), ("source", change.Source), ("genre", change.Genre)])
        {
            if (text?.Length > Longest) return Problem.BadRequest($"{field} is {text.Length} characters long; at most {Longest} are allowed.", field);
        }

        return change.Year is < 0 or > 9999 ? Problem.BadRequest($"year is {change.Year}; it must lie in 0 to 9999.", "year") : null;
    }

    private static ProblemHttpResult Unknown(string id) => Problem.NotFound($"There is no track '{id}' in the catalogue.");
}
