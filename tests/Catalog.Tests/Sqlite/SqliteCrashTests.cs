using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Events;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Events;
using Cluster.Catalog.Experiments;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Compliance;

namespace Cluster.Catalog.Tests.Sqlite;

/// <summary>What is on the disk at any moment is whole: the files are copied under a running catalogue and opened as after a crash.</summary>
[Trait("Provider", "Sqlite")]
public sealed class SqliteCrashTests : IAsyncDisposable
{
    private readonly SqliteFixture before = new();
    private readonly SqliteFixture after = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await before.DisposeAsync();
        await after.DisposeAsync();
    }

    [Fact]
    public async Task AcknowledgedWrites_ProcessIsGone_AreThere()
    {
        var catalog = await before.OpenAsync();
        await catalog.Tracks.SaveAsync(Sample.Track("t"), Sample.Content(), Token);
        await catalog.Models.PutAsync("m", new byte[] { 1, 2 }, Token);
        var play = new ListeningEvent { Id = "e", Kind = ListeningEventKind.Play, TrackId = "t", At = Sample.Time };
        Assert.Equal([EventResult.Stored], await catalog.Events.AddAsync([play], Token));
        await catalog.Exposures.RecordAsync([new Exposure("e", "t", "b", "m", 0, 1, true, Sample.Time)], Token);
        await catalog.Backfills.CreateAsync(Sample.Job("j"), Token);
        var listing = (await catalog.Backfills.ClaimListingAsync("w", TimeSpan.FromMinutes(1), Token))!;
        await catalog.Backfills.AppendItemsAsync(listing, Sample.Items(0, 10), Token);
        var chunk = (await catalog.Backfills.ClaimChunkAsync("w", TimeSpan.FromMinutes(1), Token))!;
        await catalog.Backfills.CommitAsync(chunk, [.. chunk.Items.Take(4).Select(item => Sample.Tagged(item))], Token);

        await catalog.Drifts.AddAsync(new DriftFlush("before", 1, [new DriftDelta("m", 5, 0, [2, 3])]), Token);

        var survivor = await CrashAsync();
        TrackAssert.Equal(Sample.Track("t") with { Version = 1 }, await survivor.Tracks.FindAsync("t", Token));
        Assert.NotNull(await survivor.Tracks.FindContentAsync(Sample.Content().Key, Token));
        Assert.Equal([1, 2], (await survivor.Models.GetAsync("m", Token))!);
        Assert.Equal([EventResult.Known], await survivor.Events.AddAsync([play], Token));
        Assert.Equal([new ExposureCount("b", 0, 1, 1, 1)], await survivor.Exposures.CountAsync("e", Token));
        Assert.Equal(0, await survivor.Exposures.RecordAsync([new Exposure("e", "t", "b", "m", 0, 1, true, Sample.Time)], Token));
        Assert.Equal(new JobCounts(10, 4, 0, 0), (await survivor.Backfills.FindAsync("j", Token))!.Counts);

        // What was flushed counts on, beside what the next process counts.
        Assert.False(await survivor.Drifts.AddAsync(new DriftFlush("before", 1, [new DriftDelta("m", 5, 0, [2, 3])]), Token));
        await survivor.Drifts.AddAsync(new DriftFlush("after", 1, [new DriftDelta("m", 1, 0, [0, 1])]), Token);
        Assert.Equal([2L, 4L], (await survivor.Drifts.CloseAsync("m", new WindowCondition(after.Clock.GetUtcNow(), 6), Token))!.Counts);

        // The dead process's leases run out; the work goes on with what is pending.
        after.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await survivor.Backfills.ClaimListingAsync("w2", TimeSpan.FromMinutes(1), Token));
        Assert.Equal(chunk.Items.Skip(4).Select(item => item with { Attempts = 1 }), (await survivor.Backfills.ClaimChunkAsync("w2", TimeSpan.FromMinutes(1), Token))!.Items);
    }

    private async Task<SqliteCatalog> CrashAsync()
    {
        foreach (var file in Directory.GetFiles(before.Folder))
        {
            // The file of shared memory is not copied: after a crash of the machine it is worth nothing.
            if (!file.EndsWith("-shm", StringComparison.Ordinal)) File.Copy(file, Path.Combine(after.Folder, Path.GetFileName(file)));
        }

        return await after.OpenAsync();
    }
}
