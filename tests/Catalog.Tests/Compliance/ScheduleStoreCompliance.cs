using Cluster.Abstractions.Backfills;
using Cluster.Catalog.Backfills;
using Cluster.Catalog.Tests.Support;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of schedules keeps to.</summary>
public abstract class ScheduleStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private IScheduleStore Store => Catalog.Schedules;

    [Fact]
    public async Task Create_AnySchedule_ComesBackWholeAndOnce()
    {
        var wished = Wished("1");
        var stored = await Store.CreateAsync(wished, Token);
        Assert.Equal(wished with { Version = 1 }, stored);
        Assert.Equal(stored, await OpenAnother().Schedules.CreateAsync(wished with { Spec = wished.Spec with { Every = TimeSpan.FromDays(2) } }, Token));
        var bare = Wished("2") with { Spec = new ScheduleSpec { Backfill = new BackfillSpec { Source = BackfillSpec.Catalogue, Rescore = true }, Every = TimeSpan.FromDays(1) } };
        Assert.Equal(bare with { Version = 1 }, await Store.CreateAsync(bare, Token));
        Assert.Equal(bare with { Version = 1 }, await OpenAnother().Schedules.FindAsync("2", Token));
        Assert.Null(await Store.FindAsync("3", Token));
    }

    [Fact]
    public async Task Save_OfAnOlderVersion_ChangesNothing()
    {
        var first = await Store.CreateAsync(Wished("1"), Token);
        var run = first with { Runs = 1, JobId = "1-1", ChangesOnly = true, FullDueAt = Sample.Time, WatchedAt = Sample.Time.AddTicks(1), Problem = "çözülemedi", State = ScheduleState.Paused };
        Assert.Equal(run with { Version = 2 }, await Store.SaveAsync(run, Token));
        Assert.Null(await OpenAnother().Schedules.SaveAsync(first with { Runs = 9 }, Token));
        Assert.Equal(run with { Version = 2 }, await Store.FindAsync("1", Token));
        Assert.Null(await Store.SaveAsync(Wished("none") with { Version = 1 }, Token));
    }

    [Fact]
    public async Task Save_BySeveralAtOnce_IsDoneByOne()
    {
        var first = await Store.CreateAsync(Wished("1"), Token);
        var other = OpenAnother().Schedules;
        var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? Store : other).SaveAsync(first with { Runs = 1, JobId = $"j{i}" }, Token)));
        Assert.Equal(await Store.FindAsync("1", Token), Assert.Single(saved, one => one is not null));
    }

    [Fact]
    public async Task List_InPages_GivesTheNewestFirst()
    {
        foreach (var id in (string[])["a", "b", "c"]) await Store.CreateAsync(Wished(id), Token);
        var page = await Store.ListAsync(null, 2, Token);
        Assert.Equal(["c", "b"], page.Items.Select(schedule => schedule.Id));
        Assert.Equal("a", Assert.Single((await Store.ListAsync(page.NextCursor, 2, Token)).Items).Id);
        await Assert.ThrowsAsync<FormatException>(() => Store.ListAsync("bad", 2, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.ListAsync(null, 0, Token));
    }

    [Fact]
    public async Task Seen_ItemsAsTheyAre_AreFoundForTheirScheduleOnly()
    {
        await Store.CreateAsync(Wished("1"), Token);
        await Store.CreateAsync(Wished("2"), Token);
        var longName = new string('ş', 5000) + "/a.mp3";
        SeenItem[] items = [new("a.mp3", 1, Sample.Time), new(longName, 2, Sample.Time), new("gone.mp3", -1, DateTimeOffset.UnixEpoch)];
        await Store.RememberAsync("1", items, Token);
        Assert.Equal(["a.mp3", "gone.mp3", longName], (await OpenAnother().Schedules.FindSeenAsync("1", items, Token)).Order(StringComparer.Ordinal));
        Assert.Empty(await Store.FindSeenAsync("2", items, Token));
        Assert.Empty(await Store.FindSeenAsync("none", items, Token));
        await Store.RememberAsync("none", items, Token);

        SeenItem[] changed = [items[0] with { SizeBytes = 9 }, items[1] with { ModifiedAt = Sample.Time.AddTicks(1) }, items[2]];
        Assert.Equal(["gone.mp3"], await Store.FindSeenAsync("1", changed, Token));
        await Store.RememberAsync("1", [items[0], .. changed], Token);
        Assert.Equal(3, (await Store.FindSeenAsync("1", changed, Token)).Count);
        Assert.Empty(await Store.FindSeenAsync("1", [], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.FindSeenAsync("1", [.. Enumerable.Repeat(items[0], 1001)], Token));
    }

    private static BackfillSchedule Wished(string id) => new()
    {
        Id = id,
        Spec = new ScheduleSpec
        {
            Backfill = new BackfillSpec { Source = "/müzik", Force = true, Priority = 3 },
            Every = TimeSpan.FromDays(7),
            WatchEvery = TimeSpan.FromMinutes(5),
            WindowStart = new TimeOnly(23, 30),
            WindowEnd = new TimeOnly(5, 0),
            TimeZone = "Europe/Istanbul",
        },
        CreatedAt = Sample.Time,
    };
}
