using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Tracks;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of tracks keeps to.</summary>
public abstract class TrackStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    /// <summary>The store.</summary>
    private ITrackStore Store => Catalog.Tracks;

    [Theory]
    [InlineData("a")]
    [InlineData("klasör/alt klasör/İstanbul'da ŞARKI #7 \"söz\".mp3")]
    [InlineData("a#b#c;--'); DROP TABLE track;")]
    [InlineData("%_\\/../..//  ")]
    [InlineData("𝄞 music 😀 \u0130\u0131")]
    public async Task Save_AnyTrackId_ComesBackWhole(string id)
    {
        var track = Sample.Track(id);
        var saved = await Store.SaveAsync(track, null, Token);
        TrackAssert.Equal(track with { Version = 1 }, saved);
        TrackAssert.Equal(track with { Version = 1 }, await OpenAnother().Tracks.FindAsync(id, Token));
        Assert.Equal(track.Clips[2], await Store.FindClipAsync(new ClipId(id, 2), Token));
        Assert.Equal(1, await Store.FindVersionAsync(id, Token));
    }

    [Fact]
    public async Task Save_TrackOutOfDomain_ComesBackWithItsReason()
    {
        var track = Sample.Track("t");
        var outside = track with
        {
            Emotion = track.Emotion! with { Prediction = track.Emotion.Prediction.ToReview(ReviewReason.OutOfDomain) },
            Clips = [.. track.Clips.Select(clip => clip with { Prediction = clip.Prediction?.ToReview(ReviewReason.OutOfDomain) })],
        };
        await Store.SaveAsync(outside, null, Token);
        TrackAssert.Equal(outside with { Version = 1 }, await Store.FindAsync("t", Token));
    }

    [Fact]
    public async Task Save_ContentOfTwoSchemas_KeepsBoth()
    {
        var first = Sample.Content(clips: 2, first: 1);
        var second = Sample.Content(clips: 1, first: 7) with { Key = first.Key with { SchemaId = "mirtoolbox-v1" } };
        await Store.SaveAsync(Sample.Track("t"), first with { Beside = [second] }, Token);
        Assert.Equal(2, (await Store.FindContentAsync(first.Key, Token))!.Clips.Count);
        Assert.Equal(7, Assert.Single((await Store.FindContentAsync(second.Key, Token))!.Clips).Values[0]);
    }

    [Fact]
    public async Task Save_UntaggedTrack_ComesBackWithoutAudioAndEmotion()
    {
        await Store.SaveAsync(Sample.Untagged("u"), null, Token);
        TrackAssert.Equal(Sample.Untagged("u") with { Version = 1 }, await Store.FindAsync("u", Token));
    }

    [Fact]
    public async Task Find_NoSuchTrack_IsNull()
    {
        Assert.Null(await Store.FindAsync("none", Token));
        Assert.Null(await Store.FindVersionAsync("none", Token));
        Assert.Null(await Store.FindClipAsync(new ClipId("none", 0), Token));
    }

    [Fact]
    public async Task Save_FewerClips_OldOnesAreGone()
    {
        var first = await Store.SaveAsync(Sample.Track("t", clips: 5), null, Token);
        var second = Sample.Track("t", clips: 2) with { Version = first!.Version };
        await Store.SaveAsync(second, null, Token);
        TrackAssert.Equal(second with { Version = 2 }, await Store.FindAsync("t", Token));
        Assert.Null(await Store.FindClipAsync(new ClipId("t", 2), Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Save_OtherVersion_WritesNothing(long version)
    {
        var track = Sample.Track("t");
        await Store.SaveAsync(track, null, Token);
        Assert.Null(await Store.SaveAsync(Sample.Track("t", clips: 1) with { Version = version }, Sample.Content(), Token));
        TrackAssert.Equal(track with { Version = 1 }, await Store.FindAsync("t", Token));
        Assert.Null(await Store.FindContentAsync(Sample.Content().Key, Token));
    }

    [Fact]
    public async Task Save_VersionOfARowThatIsNotThere_WritesNothing()
    {
        Assert.Null(await Store.SaveAsync(Sample.Track("t") with { Version = 1 }, null, Token));
        Assert.Null(await Store.FindAsync("t", Token));
    }

    [Fact]
    public async Task Save_ManyRaceForOneVersion_OneWins()
    {
        var other = OpenAnother().Tracks;
        var firsts = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? Store : other).SaveAsync(Sample.Track("t", clips: i + 1), null, Token)));
        var first = Assert.Single(firsts, saved => saved is not null);
        TrackAssert.Equal(first!, await Store.FindAsync("t", Token));
        var seconds = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? Store : other).SaveAsync(Sample.Track("t", clips: i + 1) with { Version = 1 }, null, Token)));
        var second = Assert.Single(seconds, saved => saved is not null);
        Assert.Equal(2, second!.Version);
        TrackAssert.Equal(second, await other.FindAsync("t", Token));
    }

    [Fact]
    public async Task Save_BadTrackId_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveAsync(Sample.Track("a\nb", clips: 0), null, Token));

    [Fact]
    public async Task Save_ClipOfAnotherTrack_WritesNothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveAsync(Sample.Track("t") with { Clips = [Sample.Clip("other", 0)] }, null, Token));
        Assert.Null(await Store.FindAsync("t", Token));
    }

    [Fact]
    public async Task Save_CancelledBefore_WritesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SaveAsync(Sample.Track("t"), null, new CancellationToken(true)));
        Assert.Null(await Store.FindAsync("t", Token));
    }

    [Fact]
    public async Task FindMany_ThousandIds_FindsThoseThatExist()
    {
        var ids = Enumerable.Range(0, 1000).Select(i => $"parça/{i} 'ş'").ToList();
        await Task.WhenAll(ids.Where((_, i) => i % 3 == 0).Select(id => Store.SaveAsync(Sample.Track(id, clips: 2), null, Token)));
        var found = (await Store.FindManyAsync(ids, Token)).ToDictionary(track => track.TrackId);
        Assert.Equal(334, found.Count);
        foreach (var (id, track) in found) TrackAssert.Equal(Sample.Track(id, clips: 2) with { Version = 1 }, track);
        Assert.Empty(await Store.FindManyAsync([], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.FindManyAsync([.. ids, "one more"], Token));
    }

    [Fact]
    public async Task Content_WithNaN_ComesBackBitForBit()
    {
        float[] values = [float.NaN, BitConverter.Int32BitsToSingle(0x7FC12345), BitConverter.Int32BitsToSingle(unchecked((int)0xFF800001)), -0f, float.NegativeInfinity, float.Epsilon];
        var content = Sample.Content() with { Clips = [new CachedClipFeatures(1.0 / 3.0, 2.0 / 3.0, values), new CachedClipFeatures(30, 30, [])] };
        await Store.SaveAsync(Sample.Track("t"), content, Token);
        var found = await Store.FindContentAsync(content.Key, Token);
        Assert.Equal(content.Audio, found!.Audio);
        Assert.Equal(content.Key, found.Key);
        Assert.Equal(2, found.Clips.Count);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), found.Clips[0].Values.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal((1.0 / 3.0, 2.0 / 3.0), (found.Clips[0].StartS, found.Clips[0].DurationS));
        Assert.Empty(found.Clips[1].Values);
    }

    [Fact]
    public async Task Content_StoredAgain_ReplacesTheOldOne()
    {
        var saved = await Store.SaveAsync(Sample.Track("t"), Sample.Content(clips: 3, first: 1), Token);
        await Store.SaveAsync(saved!, Sample.Content(clips: 1, first: 2), Token);
        var clip = Assert.Single((await Store.FindContentAsync(Sample.Content().Key, Token))!.Clips);
        Assert.Equal(2, clip.Values[0]);
    }

    [Fact]
    public async Task Content_TwoSchemasOfOneContent_LiveSideBySide()
    {
        var first = Sample.Content(clips: 2, first: 1);
        var second = Sample.Content(clips: 3, first: 7) with { Key = first.Key with { SchemaId = "librosa-v2" } };
        var track = await Store.SaveAsync(Sample.Track("t"), first, Token);
        track = await Store.SaveAsync(track! with { Emotion = Emotion("librosa-v2") }, second, Token);

        Assert.Equal(first.Clips.Select(clip => clip.Values), (await Store.FindContentAsync(first.Key, Token))!.Clips.Select(clip => clip.Values));
        Assert.Equal(second.Clips.Select(clip => clip.Values), (await Store.FindContentAsync(second.Key, Token))!.Clips.Select(clip => clip.Values));

        // Another track may be tagged by a model that reads the first: each says which schema its tag rests on.
        await Store.SaveAsync(Sample.Track("u"), null, Token);
        Assert.Equal("librosa-v2", (await Store.FindAsync("t", Token))!.Emotion!.Prediction.SchemaId);
        Assert.Equal("librosa-v1", (await Store.FindAsync("u", Token))!.Emotion!.Prediction.SchemaId);

        static TrackEmotion Emotion(string schema) => new(Sample.Prediction() with { SchemaId = schema }, AggregationMethod.Mean, 3);
    }

    [Fact]
    public async Task Content_AnotherKey_IsNotFound()
    {
        var key = Sample.Content().Key;
        await Store.SaveAsync(Sample.Track("t"), Sample.Content(), Token);
        Assert.NotNull(await Store.FindContentAsync(key, Token));
        Assert.Null(await Store.FindContentAsync(key with { SchemaId = "librosa-v2" }, Token));
        Assert.Null(await Store.FindContentAsync(key with { ClipLengthS = 29.5 }, Token));
        Assert.Null(await Store.FindContentAsync(key with { ClipHopS = 15 }, Token));
        Assert.Null(await Store.FindContentAsync(key with { ContentHash = new string('f', 64) }, Token));
    }

    [Fact]
    public async Task Contents_OfManyKeys_AreThoseThatAreCachedWhole()
    {
        var first = Sample.Content(clips: 2, first: 1);
        var beside = Sample.Content(clips: 1, first: 7) with { Key = first.Key with { SchemaId = "mirtoolbox-v1" } };
        var second = Sample.Content(clips: 3, hash: new string('b', 64), first: 2);
        var otherCut = Sample.Content(clips: 1, hash: second.Key.ContentHash, first: 9) with { Key = second.Key with { ClipHopS = 15 } };
        foreach (var content in (AnalysedContent[])[first with { Beside = [beside] }, second, otherCut]) await Store.KeepContentAsync(content, Token);
        FeatureCacheKey[] keys = [first.Key, beside.Key, second.Key, second.Key with { SchemaId = "mirtoolbox-v1" }, first.Key with { ContentHash = new string('f', 64) }];

        var found = (await Store.FindContentsAsync(keys, Token)).ToDictionary(content => content.Key);
        Assert.Equal(3, found.Count);
        foreach (var kept in (AnalysedContent[])[first, beside, second])
        {
            Assert.Equal(kept.Audio, found[kept.Key].Audio);
            Assert.Equal(kept.Clips.Select(clip => (clip.StartS, clip.DurationS, clip.Values[0], clip.Values[1])), found[kept.Key].Clips.Select(clip => (clip.StartS, clip.DurationS, clip.Values[0], clip.Values[1])));
        }

        Assert.Empty(await Store.FindContentsAsync([], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.FindContentsAsync([.. Enumerable.Range(0, 4001).Select(i => first.Key with { SchemaId = $"s{i}" })], Token));
    }

    [Theory]
    [InlineData(TrackSort.TrackId)]
    [InlineData(TrackSort.ConfidenceAscending)]
    [InlineData(TrackSort.ConfidenceDescending)]
    public async Task Search_PageByPage_SeesEachTrackOnceInOrder(TrackSort sort)
    {
        var tracks = await SaveMixtureAsync(60);
        foreach (var limit in (int[])[1, 7, 20, 60, 1000])
        {
            var seen = await SearchAllAsync(new TrackQuery { Sort = sort, Limit = limit });
            Assert.Equal(Ordered(tracks, sort), seen);
        }
    }

    [Fact]
    public async Task Search_EveryFilter_MatchesASimpleFilterInMemory()
    {
        var tracks = await SaveMixtureAsync(60);
        var queries = new (TrackQuery Query, Func<Track, bool> Match)[]
        {
            (new() { Emotion = EmotionLabel.Angry }, t => t.Emotion?.Prediction.Label == EmotionLabel.Angry),
            (new() { Decision = TagDecision.Tagged }, t => t.Emotion?.Prediction.Decision == TagDecision.Tagged),
            (new() { MinConfidence = 0.5 }, t => t.Emotion?.Prediction.Confidence >= 0.5),
            (new() { Artist = "Sanatçı 1" }, t => t.Metadata.Artist == "Sanatçı 1"),
            (new() { Album = "Albüm 2" }, t => t.Metadata.Album == "Albüm 2"),
            (new() { Genre = "nihavent" }, t => t.Metadata.Genre == "nihavent"),
            (new() { Year = 1971 }, t => t.Metadata.Year == 1971),
            (new() { Year = 1971, Emotion = EmotionLabel.Happy, MinConfidence = 0.2 },
                t => t.Metadata.Year == 1971 && t.Emotion?.Prediction is { Label: EmotionLabel.Happy, Confidence: >= 0.2 }),
            (new() { Artist = "x' OR '1'='1" }, _ => false),
        };
        foreach (var (query, match) in queries)
        {
            foreach (var sort in Enum.GetValues<TrackSort>())
            {
                Assert.Equal(Ordered(tracks.Where(match), sort), await SearchAllAsync(query with { Sort = sort, Limit = 4 }));
            }
        }
    }

    [Fact]
    public async Task Search_FullPageThatIsTheLast_HasNoCursor()
    {
        await SaveMixtureAsync(10);
        Assert.Null((await Store.SearchAsync(new TrackQuery { Limit = 10 }, Token)).NextCursor);
        Assert.NotNull((await Store.SearchAsync(new TrackQuery { Limit = 9 }, Token)).NextCursor);
    }

    [Fact]
    public async Task Search_ForeignCursor_IsAFormatError()
    {
        await SaveMixtureAsync(10);
        var query = new TrackQuery { Limit = 3 };
        var cursor = (await Store.SearchAsync(query, Token)).NextCursor!;
        Assert.Equal(3, (await Store.SearchAsync(query with { Cursor = cursor, Limit = 3 }, Token)).Items.Count);
        TrackQuery[] wrong =
        [
            query with { Cursor = cursor, Sort = TrackSort.ConfidenceAscending },
            query with { Cursor = cursor, Artist = "x" },
            query with { Cursor = "" },
            query with { Cursor = "garbage!" },
            query with { Cursor = "Zm9v" },
            query with { Cursor = cursor[..^4] },
            query with { Cursor = cursor + "AAAA" },
        ];
        foreach (var one in wrong) await Assert.ThrowsAsync<FormatException>(() => Store.SearchAsync(one, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Search_LimitOutOfRange_IsRefused(int limit) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.SearchAsync(new TrackQuery { Limit = limit }, Token));

    // Confidences repeat, so that ties are seen; every fifth track is untagged.
    private async Task<List<Track>> SaveMixtureAsync(int count)
    {
        var tracks = new List<Track>();
        for (var i = 0; i < count; i++)
        {
            var id = $"ş{i * 7 % count:D3}/é";
            var metadata = new TrackMetadata { Artist = $"Sanatçı {i % 4}", Album = $"Albüm {i % 5}", Genre = i % 2 == 0 ? "nihavent" : null, Year = 1970 + i % 3 };
            var track = i % 5 == 0 ? Sample.Untagged(id) : Sample.Track(id, (EmotionLabel)(i % 4), i % 6 / 6.0, clips: 1);
            tracks.Add((await Store.SaveAsync(track with { Metadata = metadata }, null, Token))! with { Clips = [] });
        }

        return tracks;
    }

    private static List<string> Ordered(IEnumerable<Track> tracks, TrackSort sort)
    {
        static double Confidence(Track track) => track.Emotion!.Prediction.Confidence;
        var all = tracks.OrderBy(track => track.TrackId, StringComparer.Ordinal).ToList();
        if (sort == TrackSort.TrackId) return [.. all.Select(track => track.TrackId)];
        var tagged = all.Where(track => track.Emotion is not null).OrderBy(Confidence).ToList();
        if (sort == TrackSort.ConfidenceDescending) tagged.Reverse();
        return [.. tagged.Concat(all.Where(track => track.Emotion is null)).Select(track => track.TrackId)];
    }

    private async Task<List<string>> SearchAllAsync(TrackQuery query)
    {
        var ids = new List<string>();
        var page = new Page<Track>([], null);
        do
        {
            page = await Store.SearchAsync(query with { Cursor = page.NextCursor }, Token);
            Assert.InRange(page.Items.Count, 0, query.Limit);
            Assert.All(page.Items, track => Assert.Empty(track.Clips));
            ids.AddRange(page.Items.Select(track => track.TrackId));
        }
        while (page.NextCursor is not null);
        return ids;
    }
}
