using Cluster.Abstractions.Predictions;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Experiments;
using Cluster.Grains.Scoring;

namespace Cluster.Grains.Tagging;

/// <summary>
/// Asks the models again about stored tracks, many at once, from the features that their audio once yielded; the audio itself may be gone. One query reads the
/// features of all, and a model is called once for all tracks that it answers.
/// </summary>
/// <remarks>
/// Each track's route is taken once, so a track never mixes model versions. How each request ended is told to the observers here; what was scored is told by
/// whoever stores it. The models run on a thread of below-normal priority.
/// </remarks>
public sealed class TrackRescorer(ITrackReader reader, IScoringRouter router, ClipClassifier classifier, RoutedClassifier routed, TaggingOptions options, ScoringObservers observers, TimeProvider clock)
{
    /// <summary>Re-scores tracks.</summary>
    /// <param name="inputs">The tracks as they are stored, at most 1,000 of different ids; their paths are not looked at.</param>
    /// <param name="dryRun">Only says whether anything would be done.</param>
    /// <param name="cancellationToken">Ends the wait for the catalogue.</param>
    /// <returns>A result for each track, in their order. A track that cannot be answered has a failure; a model that throws fails the whole call.</returns>
    public async Task<IReadOnlyList<TaggingResult>> RescoreAsync(IReadOnlyList<TaggingInput> inputs, bool dryRun, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        var results = new TaggingResult?[inputs.Count];
        var asked = new List<Asked>(inputs.Count);
        for (var i = 0; i < results.Length; i++)
        {
            if (router.RouteTrack(inputs[i].TrackId) is not { } route) results[i] = TaggingResult.Failed(ModelProblems.NoModel);
            else if (inputs[i].Stored is not { Audio: not null } stored) results[i] = TaggingResult.Failed(NeverAnalysed);
            else if (!inputs[i].Force && classifier.IsCurrent(stored, route.Model, route.Policy)) results[i] = new TaggingResult(stored, null, true, null) { Route = route };
            else if (dryRun) results[i] = new TaggingResult(null, null, false, null);
            else asked.Add(new Asked(i, inputs[i], route));
        }

        if (asked.Count > 0)
        {
            try
            {
                await AskAsync(asked, results, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException && asked is [var alone])
            {
                // Of several nobody knows whose fault it was: they are tried again alone.
                observers.Ended(new ScoringRequest(alone.Route.Model.Manifest.ModelVersion, alone.Input.Lane, clock.GetElapsedTime(since), null, true));
                throw;
            }

            var each = clock.GetElapsedTime(since) / asked.Count;
            foreach (var track in asked) Told(track.Route, results[track.Number]!, track.Input, each);
        }

        return results!;
    }

    private async Task AskAsync(List<Asked> asked, TaggingResult?[] results, CancellationToken cancellationToken)
    {
        var found = (await reader.FindContentsAsync([.. asked.SelectMany(track => RouteContents.KeysOf(track.Route, track.Hash, options)).Distinct()], cancellationToken))
            .ToDictionary(content => content.Key);
        var ready = new List<(Asked Track, AnalysedContent Content)>(asked.Count);
        foreach (var track in asked)
        {
            if (RouteContents.Join(track.Route, track.Hash, options, found) is { } content) ready.Add((track, content));
            else results[track.Number] = TaggingResult.Failed(NotCached(track.Route));
        }

        if (ready.Count == 0) return;
        var answers = await BackgroundThread.RunAsync("re-scoring", () => routed.ClassifyMany(ready.ConvertAll(one => (one.Track.Input.TrackId, one.Content, one.Track.Route))));
        for (var k = 0; k < ready.Count; k++)
        {
            var (track, content) = ready[k];
            var stored = track.Input.Stored!;
            results[track.Number] = TaggingResult.Tagged(stored with { Metadata = stored.Metadata.MergedWith(track.Input.Metadata) }, content, answers[k], track.Input.Lane);
        }
    }

    private void Told(ScoringRoute route, TaggingResult result, TaggingInput input, TimeSpan elapsed) =>
        observers.Ended(new ScoringRequest(route.Model.Manifest.ModelVersion, input.Lane, elapsed, result.Failure?.Kind, false) { Clips = Math.Max(1, result.Scored?.Clips.Length ?? 1) });

    private static AnalysisFailure NeverAnalysed { get; } = new(FailureKind.Unreadable, "The track was never analysed: backfill it from its audio.");

    private static AnalysisFailure NotCached(ScoringRoute route) => new(
        FailureKind.Unreadable, $"No features of schema {route.Model.Manifest.SchemaId} and this cutting of clips are stored for its audio: backfill it from its audio.");

    private sealed record Asked(int Number, TaggingInput Input, ScoringRoute Route)
    {
        public string Hash => Input.Stored!.Audio!.ContentHash;
    }
}
