using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Events;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Events;
using Cluster.Catalog.Stats;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What all counts of emotions keep to.</summary>
public abstract class EmotionStatsCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    /// <summary>The counts.</summary>
    private IEmotionStatsReader Reader => Catalog.Stats;

    /// <summary>The tracks of the same catalogue.</summary>
    private ITrackStore Tracks => Catalog.Tracks;

    /// <summary>The events of the same catalogue.</summary>
    private IEventStore Events => Catalog.Events;

    public static MatrixTheoryData<StatsGroup, int> Rounds => new(Enum.GetValues<StatsGroup>(), [1, 2, 3]);

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task List_OfAnyCatalogueAndFilter_IsWhatCountingGives(StatsGroup by, int seed)
    {
        var random = new Random(seed);
        var (tracks, played) = await FillAsync(random);
        for (var n = 0; n < 30; n++)
        {
            var query = Filtered(random, by);
            Equal(Count(query, tracks, played), await ListAsync(query with { Limit = 1 + random.Next(4) }));
        }
    }

    [Fact]
    public async Task List_GroupsOfOneSize_AreInTheOrderOfTheirKeysWithNoneFirst()
    {
        foreach (var (id, genre, year) in ((string, string?, int?)[])[("1", "b", 2001), ("2", null, 999), ("3", "a", null), ("4", "ş", 1974), ("5", "ş", 1974)]) await SaveAsync(id, genre, year);
        Assert.Equal(["ş", null, "a", "b"], (await ListAsync(new EmotionStatsQuery { By = StatsGroup.Genre, Limit = 1 })).Select(group => group.Key));
        Assert.Equal(["1974", null, "999", "2001"], (await ListAsync(new EmotionStatsQuery { By = StatsGroup.Year, Limit = 1 })).Select(group => group.Key));
    }

    [Fact]
    public async Task List_ChangeBetweenPages_LeavesGroupsThatDidNotChangeOnce()
    {
        for (var i = 0; i < 30; i++) await SaveAsync($"t{i}", $"g{i % 10}", null);
        var first = await Reader.ListAsync(new EmotionStatsQuery { By = StatsGroup.Genre, Limit = 5 }, Token);
        await SaveAsync("new", "g9", null);
        await SaveAsync("newer", "another", null);
        var rest = await ListAsync(new EmotionStatsQuery { By = StatsGroup.Genre, Limit = 5 }, first.NextCursor);
        Assert.Equal(["g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "another"], first.Items.Concat(rest).Select(group => group.Key));
    }

    /// <summary>Texts that no compression shortens: an index that holds them whole would refuse the track.</summary>
    [Fact]
    public async Task List_OfTracksWithLongTexts_CountsAndFiltersThem()
    {
        var random = new Random(3);
        string Long() => string.Create(4_000, random, (text, source) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = (char)source.Next(0x4e00, 0x9fff);
        });
        var metadata = new TrackMetadata { Artist = Long(), Album = Long(), Genre = Long() };
        await Tracks.SaveAsync(Sample.Track("long") with { Metadata = metadata }, null, Token);
        await SaveAsync("short", "g", null);
        var found = await ListAsync(new EmotionStatsQuery { By = StatsGroup.Genre, Artist = metadata.Artist, Album = metadata.Album });
        Assert.Equal((metadata.Genre, 1), (Assert.Single(found).Key, (int)found[0].Tracks));
    }

    [Fact]
    public async Task List_BadCursorOrLimit_IsRefused()
    {
        for (var i = 0; i < 3; i++) await SaveAsync($"t{i}", $"g{i}", null);
        var query = new EmotionStatsQuery { By = StatsGroup.Genre, Limit = 1 };
        var cursor = (await Reader.ListAsync(query, Token)).NextCursor;
        await Assert.ThrowsAsync<FormatException>(() => Reader.ListAsync(query with { Cursor = "nonsense" }, Token));
        await Assert.ThrowsAsync<FormatException>(() => Reader.ListAsync(query with { Cursor = cursor, By = StatsGroup.Artist }, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Reader.ListAsync(query with { Limit = 0 }, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Reader.ListAsync(query with { Limit = EmotionStatsQuery.MaxLimit + 1 }, Token));
    }

    private static EmotionStatsQuery Filtered(Random random, StatsGroup by) => new()
    {
        By = by,
        Emotion = random.Next(4) == 0 ? (EmotionLabel)random.Next(4) : null,
        Decision = random.Next(4) == 0 ? (TagDecision)random.Next(3) : null,
        MinConfidence = random.Next(4) == 0 ? random.NextDouble() : null,
        Artist = random.Next(4) == 0 ? $"artist {random.Next(4)}" : null,
        Album = random.Next(4) == 0 ? $"album {random.Next(4)}" : null,
        Genre = random.Next(4) == 0 ? $"genre {random.Next(4)}" : null,
        Year = random.Next(4) == 0 ? 1990 + random.Next(4) : null,
    };

    // The slow way: every track is looked at.
    private static List<EmotionStats> Count(EmotionStatsQuery query, List<Track> tracks, HashSet<(string Session, string TrackId)> played)
    {
        var members = query.By switch
        {
            StatsGroup.Artist => tracks.Select(track => (Key: track.Metadata.Artist, Track: track)),
            StatsGroup.Album => tracks.Select(track => (Key: track.Metadata.Album, Track: track)),
            StatsGroup.Genre => tracks.Select(track => (Key: track.Metadata.Genre, Track: track)),
            StatsGroup.Year => tracks.Select(track => (Key: track.Metadata.Year?.ToString(CultureInfo.InvariantCulture), Track: track)),
            _ => played.Select(play => (Key: (string?)play.Session, Track: tracks.Single(track => track.TrackId == play.TrackId))),
        };
        return
        [
            .. members.Where(member => Matches(query, member.Track)).GroupBy(member => member.Key).Select(group =>
                {
                    Prediction[] predictions = [.. group.Select(member => member.Track.Emotion?.Prediction).OfType<Prediction>()];
                    return new EmotionStats
                    {
                        Key = group.Key,
                        Tracks = group.Count(),
                        Predicted = predictions.Length,
                        Clips = group.Sum(member => member.Track.Emotion?.ClipCount ?? 0),
                        Emotions = [.. Enum.GetValues<EmotionLabel>().Select(emotion => (long)predictions.Count(prediction => prediction.Label == emotion))],
                        Decisions = [.. Enum.GetValues<TagDecision>().Select(decision => (long)predictions.Count(prediction => prediction.Decision == decision))],
                        MeanConfidence = predictions.Length == 0 ? null : predictions.Average(prediction => prediction.Confidence),
                    };
                })
                .OrderByDescending(group => group.Tracks).ThenBy(group => group.Key, StringComparer.Ordinal),
        ];
    }

    private static bool Matches(EmotionStatsQuery query, Track track)
    {
        var prediction = track.Emotion?.Prediction;
        return (query.Emotion is null || prediction?.Label == query.Emotion)
            && (query.Decision is null || prediction?.Decision == query.Decision)
            && (query.MinConfidence is null || prediction?.Confidence >= query.MinConfidence)
            && (query.Artist is null || track.Metadata.Artist == query.Artist)
            && (query.Album is null || track.Metadata.Album == query.Album)
            && (query.Genre is null || track.Metadata.Genre == query.Genre)
            && (query.Year is null || track.Metadata.Year == query.Year);
    }

    private static void Equal(List<EmotionStats> expected, List<EmotionStats> actual)
    {
        Assert.Equal(expected.Select(group => (group.Key, group.Tracks, group.Predicted, group.Clips)), actual.Select(group => (group.Key, group.Tracks, group.Predicted, group.Clips)));
        foreach (var (wanted, found) in expected.Zip(actual))
        {
            Assert.Equal(wanted.Emotions, found.Emotions);
            Assert.Equal(wanted.Decisions, found.Decisions);
            Assert.Equal(wanted.MeanConfidence is null, found.MeanConfidence is null);
            Assert.Equal(wanted.MeanConfidence ?? 0, found.MeanConfidence ?? 0, 1e-9);
        }
    }

    private async Task<(List<Track> Tracks, HashSet<(string Session, string TrackId)> Played)> FillAsync(Random random)
    {
        var tracks = new List<Track>();
        for (var i = 0; i < 60; i++)
        {
            string? Some(string what) => random.Next(5) == 0 ? null : $"{what} {random.Next(4)}";
            var metadata = new TrackMetadata { Artist = Some("artist"), Album = Some("album"), Genre = Some("genre"), Year = random.Next(5) == 0 ? null : 1990 + random.Next(4) };
            var id = $"{i}";
            var track = random.Next(6) == 0 ? Sample.Untagged(id) : Sample.Track(id, (EmotionLabel)random.Next(4), random.NextDouble(), 1 + random.Next(5));
            tracks.Add((await Tracks.SaveAsync(track with { Metadata = metadata }, null, Token))!);
        }

        var played = new HashSet<(string, string)>();
        var events = new List<ListeningEvent>();
        for (var i = 0; i < 120; i++)
        {
            var (track, session) = (tracks[random.Next(tracks.Count)].TrackId, random.Next(6) == 0 ? null : $"session {random.Next(5)}");
            var kind = random.Next(5) == 0 ? ListeningEventKind.Skip : ListeningEventKind.Play;
            if (kind == ListeningEventKind.Play && session is not null) played.Add((session, track));
            events.Add(new ListeningEvent { Id = $"{i}", Kind = kind, TrackId = track, Session = session, At = Sample.Time });
        }

        Assert.All(await Events.AddAsync(events, Token), result => Assert.Equal(EventResult.Stored, result));
        return (tracks, played);
    }

    private async Task SaveAsync(string id, string? genre, int? year) =>
        Assert.NotNull(await Tracks.SaveAsync(Sample.Track(id) with { Metadata = new TrackMetadata { Genre = genre, Year = year } }, null, Token));

    private async Task<List<EmotionStats>> ListAsync(EmotionStatsQuery query, string? cursor = null)
    {
        var groups = new List<EmotionStats>();
        do
        {
            var page = await Reader.ListAsync(query with { Cursor = cursor }, Token);
            groups.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return groups;
    }
}
