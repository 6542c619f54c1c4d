using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Tagging;

namespace Cluster.Grains.Trainings;

/// <summary>The labelled clips of the catalogue with their features: cached ones as they are, and only audio that is new or has changed is analysed.</summary>
public sealed class LabelledClips(ITrackStore tracks, IFeedbackReader feedback, IAudioAnalyzer analyzer, IFileProbe files, TaggingOptions tagging)
{
    private const int TracksAtATime = 50;

    /// <summary>Collects the clips of the newest labels.</summary>
    /// <param name="schemaId">The schema of the features.</param>
    /// <param name="most">Most clips, about: the last track is taken whole.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<LabelledClipSet> CollectAsync(string schemaId, int most, CancellationToken cancellationToken)
    {
        var set = new LabelledClipSet();
        var newest = (await NewestAsync(most, cancellationToken)).GroupBy(label => label.TrackId, StringComparer.Ordinal)
            .OrderByDescending(own => own.Max(label => label.ResolvedAt)).ThenBy(own => own.Key, StringComparer.Ordinal);
        foreach (var batch in newest.Chunk(TracksAtATime))
        {
            if (set.Clips.Count >= most) break;
            var found = (await tracks.FindManyAsync([.. batch.Select(own => own.Key)], cancellationToken)).ToDictionary(track => track.TrackId, StringComparer.Ordinal);
            foreach (var own in batch)
            {
                if (set.Clips.Count >= most) break;
                await AddAsync(set, schemaId, own.Key, found.GetValueOrDefault(own.Key)?.Audio, [.. own], cancellationToken);
            }
        }

        // The order of the labels is chance; that of the tracks is not: the same labels make the same model.
        set.Clips.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return set;
    }

    private async Task<List<TrackLabel>> NewestAsync(int most, CancellationToken cancellationToken)
    {
        var newest = new PriorityQueue<TrackLabel, DateTimeOffset>();
        var cursor = default(string);
        do
        {
            var page = await feedback.ListLabelsAsync(cursor, FeedbackQuery.MaxLimit, cancellationToken);
            foreach (var label in page.Items)
            {
                newest.Enqueue(label, label.ResolvedAt);
                if (newest.Count > most) newest.Dequeue();
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return [.. newest.UnorderedItems.Select(item => item.Element)];
    }

    private async Task AddAsync(LabelledClipSet set, string schemaId, string trackId, AudioSource? audio, IReadOnlyList<TrackLabel> labels, CancellationToken cancellationToken)
    {
        if (audio is null)
        {
            set.Failed[trackId] = "the track is gone or has no audio";
            return;
        }

        var (content, problem) = await ContentAsync(set, schemaId, audio, cancellationToken);
        if (content is null) set.Failed[trackId] = problem!;
        else set.Add(trackId, audio.Path, content.Clips, labels);
    }

    private async Task<(AnalysedContent? Content, string? Problem)> ContentAsync(LabelledClipSet set, string schemaId, AudioSource audio, CancellationToken cancellationToken)
    {
        var key = new FeatureCacheKey(audio.ContentHash, schemaId, tagging.ClipLengthS, tagging.ClipHopS);
        var cached = await tracks.FindContentAsync(key, cancellationToken);
        if (cached is not null && IsUnchanged(audio)) return (cached, null);
        var analysis = await analyzer.AnalyzeAsync(new AudioRequest(audio.Path, tagging.Plan, [schemaId]), AnalysisLane.Bulk, cancellationToken);
        if (analysis.Content is not { } content) return (null, analysis.Failure!.Message);
        set.Analysed++;
        await tracks.KeepContentAsync(content, cancellationToken);
        return (content, null);
    }

    // A file that is gone or out of reach is as it was, as far as anybody knows.
    private bool IsUnchanged(AudioSource audio)
    {
        try
        {
            return files.Stat(audio.Path) is not { } stamp || (stamp.SizeBytes == audio.SizeBytes && stamp.ModifiedAt == audio.ModifiedAt);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
