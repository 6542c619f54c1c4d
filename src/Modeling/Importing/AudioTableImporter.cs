using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Importing;

/// <summary>Featurizes labelled audio into a table; clips share their track's label and group.</summary>
public static class AudioTableImporter
{
    // The same recording through the same featurizer, in another encoding or under another name, agrees in nearly everything.
    private const double LeastShare = 0.8;

    /// <summary>Reads the features of every entry, one after the other.</summary>
    /// <param name="manifest">The audio.</param>
    /// <param name="source">Makes the vectors.</param>
    /// <param name="progress">Told after every entry; may be null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The table; entries that failed are named in its import report.</returns>
    /// <exception cref="DatasetException">No entry gave a clip.</exception>
    public static async Task<LabelledTable> ImportAsync(
        AudioManifest manifest, IAudioFeatureSource source, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var clips = new List<(AudioEntry Entry, string Id, float[] Values)>();
        var failed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (place, reason) in manifest.Import.FailedAudio) failed[place] = reason;
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < manifest.Entries.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = manifest.Entries[i];
            var features = File.Exists(entry.Path)
                ? await source.ExtractAsync(entry.Path, entry.Start, entry.Duration, cancellationToken)
                : new AudioFeatures([], "no such file");
            if (features.Clips.Count == 0) failed[FreeName(failed, entry.TrackId)] = features.Error ?? "no clip";
            foreach (var values in features.Clips)
            {
                // Several stretches of one track go on counting, so that every row has a name of its own.
                var index = indices[entry.TrackId] = indices.GetValueOrDefault(entry.TrackId, -1) + 1;
                clips.Add((entry, $"{entry.TrackId}#{index}", values));
            }

            progress?.Report(new TrainingProgress("features", i + 1, manifest.Entries.Count, entry.TrackId));
        }

        if (clips.Count == 0)
            throw new DatasetException($"None of the {manifest.Entries.Count} audio entries gave features; the first failed with: {failed.First().Value}.");
        return ToTable(source.SchemaId, source.FeatureNames, clips, manifest.Import with { FailedAudio = failed });
    }

    // Several stretches of one track may fail: each is told.
    private static string FreeName(SortedDictionary<string, string> taken, string name)
    {
        var free = name;
        for (var n = 2; taken.ContainsKey(free); n++) free = $"{name} ({n})";
        return free;
    }

    /// <summary>Makes a table of vectors that are there already, such as cached ones.</summary>
    /// <param name="schemaId">The schema of the vectors.</param>
    /// <param name="names">The features' names in the order of the vectors.</param>
    /// <param name="clips">The clips: each with the stretch that labels it, a name of its own, and its vector.</param>
    /// <param name="import">What was read and dropped.</param>
    /// <param name="beside">Rows that go before them, of the same features; null for none. Their groups stay together, also with clips that they are duplicates of.</param>
    /// <exception cref="DatasetException">There is no row, or a vector has another length.</exception>
    public static LabelledTable ToTable(
        string schemaId, IReadOnlyList<string> names, IReadOnlyList<(AudioEntry Entry, string Id, float[] Values)> clips, ImportReport import, LabelledTable? beside = null)
    {
        var given = beside?.AlignTo(schemaId, names).Rows ?? [];
        float[][] features = [.. given.Select(row => row.Features), .. clips.Select(clip => clip.Values)];
        EmotionLabel[] labels = [.. given.Select(row => row.Label), .. clips.Select(clip => clip.Entry.Label)];
        string[] tracks = [.. given.Select(row => $"row {row.Group}"), .. clips.Select(clip => clip.Entry.TrackId)];

        // Clips of one track may well be alike: that is no duplicate.
        var duplicates = NearDuplicates.Find(features, LeastShare).Where(pair => tracks[pair.First] != tracks[pair.Second]).ToList();
        string[] artists = [.. given.Select(_ => string.Empty), .. clips.Select(clip => clip.Entry.Artist is { } artist ? $"artist {artist}" : string.Empty)];
        var groups = Grouping.Merge([artists, [.. tracks.Select(track => $"track {track}")]], tracks, duplicates);
        var tempo = ColumnRoles.FindTempo(names);
        LabelledRow[] rows =
        [
            .. given.Select((row, i) => row with { Group = groups[i] }),
            .. clips.Select((clip, i) => new LabelledRow(
                clip.Id, groups[given.Count + i], clip.Entry.Label, clip.Values, clip.Entry.Genre, clip.Entry.TempoBpm ?? TempoOf(clip.Values, tempo))),
        ];
        var report = import with { RowsUsed = rows.Length, EmptyCells = features.Sum(row => row.Count(value => !float.IsFinite(value))) };
        return new LabelledTable(schemaId, names, rows, rows.Length == 0 ? report : report.WithContent(names, features, labels, duplicates));
    }

    private static double? TempoOf(float[] values, int feature) => feature >= 0 ? TempoRanges.Plausible(values[feature]) : null;
}
