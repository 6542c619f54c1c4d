using System.Net;
using Cluster.Catalog.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;
using Orleans.Storage;

namespace Cluster.Catalog.Tests.Orleans;

/// <summary>Orleans' own providers on our tables, one call at a time.</summary>
public abstract class OrleansTablesCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private IHost? host;

    private IGrainStorage Storage => host!.Services.GetRequiredKeyedService<IGrainStorage>(OrleansHosts.Storage);

    private IReminderTable Reminders => host!.Services.GetRequiredService<IReminderTable>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        host = await OrleansHosts.StartAsync(Catalog, "one");
    }

    public override async ValueTask DisposeAsync()
    {
        if (host is not null) await host.StopAsync(CancellationToken.None);
        host?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public static TheoryData<GrainId> GrainIds => new(
        GrainId.Create("text", "klasör/şarkı #1 'x'"),
        GrainId.Create(GrainType.Create("whole"), GrainIdKeyExtensions.CreateIntegerKey(-42)),
        GrainId.Create(GrainType.Create("whole"), GrainIdKeyExtensions.CreateIntegerKey(7, "uzantı")),
        GrainId.Create(GrainType.Create("guid"), GrainIdKeyExtensions.CreateGuidKey(new Guid("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"))));

    [Theory]
    [MemberData(nameof(GrainIds))]
    public async Task Storage_ThroughALife_KeepsStateAndEtag(GrainId id)
    {
        var state = new GrainState<TallyState>(new TallyState { Count = 1, Ballast = [1, 0, 255] });
        await Storage.WriteStateAsync("tally", id, state);
        Assert.Equal("1", state.ETag);
        state.State!.Count = 2;
        await Storage.WriteStateAsync("tally", id, state);
        var read = await ReadAsync(id);
        Assert.Equal(("2", true, 2), (read.ETag, read.RecordExists, read.State!.Count));
        Assert.Equal([1, 0, 255], read.State!.Ballast);
        await Storage.ClearStateAsync("tally", id, state);
        read = await ReadAsync(id);
        Assert.Equal((false, 0), (read.RecordExists, read.State!.Count));
        read.State!.Count = 3;
        await Storage.WriteStateAsync("tally", id, read);
        Assert.Equal(3, (await ReadAsync(id)).State!.Count);
    }

    [Fact]
    public async Task Storage_StaleEtag_IsRefused()
    {
        var id = GrainId.Create("text", "k");
        var one = new GrainState<TallyState>(new TallyState { Count = 1 });
        await Storage.WriteStateAsync("tally", id, one);
        var two = await ReadAsync(id);
        await Storage.WriteStateAsync("tally", id, two);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("tally", id, one));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("tally", id, one));
        var never = new GrainState<TallyState>(new TallyState(), "7");
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("tally", GrainId.Create("text", "never stored"), never));
        Assert.Equal("2", (await ReadAsync(id)).ETag);
    }

    [Fact]
    public async Task Storage_RacingFirstWrites_OneWins()
    {
        var id = GrainId.Create("text", "raced");
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Task.Run(() => TryWriteAsync(id, i))));
        var winner = Assert.Single(outcomes, won => won > 0);
        var read = await ReadAsync(id);
        Assert.Equal(("1", winner), (read.ETag, read.State!.Count));
    }

    [Fact]
    public async Task Membership_InsertUpdateAndHeartbeat_MoveTheVersionAsTheyShould()
    {
        var table = await OpenMembershipAsync("another");
        var empty = await table.ReadAllAsync(Token);
        Assert.Empty(empty.Members);
        var one = Entry(11_111, 1);
        Assert.True(await table.InsertRowAsync(one, empty.Version, Token));
        Assert.False(await table.InsertRowAsync(Entry(11_112, 1), empty.Version, Token));
        var after = await table.ReadAllAsync(Token);
        Assert.Equal(1, after.Version.Version);
        Assert.False(await table.InsertRowAsync(one, after.Version, Token));
        Assert.Equal(1, (await table.ReadAllAsync(Token)).Version.Version);

        one.IAmAliveTime = one.IAmAliveTime.AddMinutes(1);
        await table.UpdateIAmAliveAsync(one, Token);
        var alive = await table.ReadRowAsync(one.SiloAddress, Token);
        Assert.Equal(1, alive.Version.Version);
        Assert.Equal(one.IAmAliveTime, Assert.Single(alive.Members).Item1.IAmAliveTime);

        one.Status = SiloStatus.Dead;
        one.AddSuspector(SiloAddress.New(IPAddress.Loopback, 12_345, 7), one.StartTime.Date);
        Assert.False(await table.UpdateRowAsync(one, "0", empty.Version, Token));
        Assert.True(await table.UpdateRowAsync(one, "1", after.Version, Token));
        Assert.False(await table.UpdateRowAsync(Entry(11_113, 1), "2", (await table.ReadAllAsync(Token)).Version, Token));
        var dead = await table.ReadAllAsync(Token);
        Assert.Equal(2, dead.Version.Version);
        var entry = Assert.Single(dead.Members).Item1;
        Assert.Equal((SiloStatus.Dead, "silo 1", one.StartTime, 22_222), (entry.Status, entry.SiloName, entry.StartTime, entry.ProxyPort));
        Assert.Equal(one.SuspectTimes, entry.SuspectTimes); // kept to the millisecond
    }

    [Fact]
    public async Task Membership_CleanupAndDelete_RemoveTheirRowsOnly()
    {
        var table = await OpenMembershipAsync("another");
        for (var i = 1; i <= 3; i++)
        {
            var entry = Entry(11_110 + i, i);
            entry.Status = i == 1 ? SiloStatus.Active : SiloStatus.Dead;
            if (i == 3) entry.IAmAliveTime = entry.IAmAliveTime.AddHours(2);
            Assert.True(await table.InsertRowAsync(entry, (await table.ReadAllAsync(Token)).Version, Token));
        }

        await table.CleanupDefunctSiloEntriesAsync(Entry(1, 1).StartTime.AddHours(1), Token);
        Assert.Equal([11_111, 11_113], (await table.ReadAllAsync(Token)).Members.Select(member => member.Item1.SiloAddress.Endpoint.Port).Order());
        await table.DeleteMembershipTableEntriesAsync("another", Token);
        Assert.Empty((await (await OpenMembershipAsync("another")).ReadAllAsync(Token)).Members);
        Assert.Single((await (await OpenMembershipAsync("catalog-tests")).ReadAllAsync(Token)).Members);
    }

    [Fact]
    public async Task Membership_RacingInserts_OneWinsEachVersion()
    {
        var table = await OpenMembershipAsync("another");
        var version = (await table.ReadAllAsync(Token)).Version;
        var won = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => Task.Run(() => table.InsertRowAsync(Entry(11_000 + i, i), version, Token))));
        Assert.Single(won, inserted => inserted);
        var after = await table.ReadAllAsync(Token);
        Assert.Equal(1, after.Version.Version);
        Assert.Single(after.Members);
    }

    [Fact]
    public async Task Reminders_ThroughALife_KeepTheirEtag()
    {
        var id = GrainId.Create("text", "şarkı");
        var entry = new ReminderEntry { GrainId = id, ReminderName = "uyan", StartAt = new DateTime(2026, 5, 1, 10, 11, 12, 345, DateTimeKind.Utc), Period = TimeSpan.FromDays(40) };
        var etag = await Reminders.UpsertRow(entry, Token);
        var read = await Reminders.ReadRow(id, "uyan", Token);
        Assert.Equal((id, "uyan", entry.StartAt, entry.Period, etag), (read!.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        entry.Period = TimeSpan.FromMinutes(2);
        var next = await Reminders.UpsertRow(entry, Token);
        Assert.NotEqual(etag, next);
        Assert.False(await Reminders.RemoveRow(id, "uyan", etag!, Token));
        Assert.Equal(TimeSpan.FromMinutes(2), Assert.Single((await Reminders.ReadRows(id, Token)).Reminders).Period);
        Assert.True(await Reminders.RemoveRow(id, "uyan", next!, Token));
        Assert.Null(await Reminders.ReadRow(id, "uyan", Token));
    }

    [Fact]
    public async Task Reminders_ByRangeOfHashes_EachIsInOneHalfOfTheRing()
    {
        for (var i = 0; i < 50; i++)
        {
            await Reminders.UpsertRow(new ReminderEntry { GrainId = GrainId.Create("text", "g" + i), ReminderName = "r", StartAt = DateTime.UnixEpoch, Period = TimeSpan.FromMinutes(1) }, Token);
        }

        foreach (var (a, b) in ((uint, uint)[])[(0x4000_0000, 0xC000_0000), (0, 0x8000_0000), (0xF000_0000, 0x1000_0000)])
        {
            var inside = await NamesAsync(a, b);
            var outside = await NamesAsync(b, a);
            Assert.NotEmpty(inside);
            Assert.NotEmpty(outside);
            Assert.Equal(50, inside.Union(outside).Count());
            Assert.Empty(inside.Intersect(outside));
        }

        Assert.Equal(50, (await NamesAsync(5, 5)).Count);
    }

    private async Task<List<string>> NamesAsync(uint begin, uint end) =>
        [.. (await Reminders.ReadRows(begin, end, Token)).Reminders.Select(reminder => reminder.GrainId.ToString())];

    private async Task<GrainState<TallyState>> ReadAsync(GrainId id)
    {
        var state = new GrainState<TallyState>(new TallyState());
        await Storage.ReadStateAsync("tally", id, state);
        return state;
    }

    private async Task<int> TryWriteAsync(GrainId id, int count)
    {
        try
        {
            await Storage.WriteStateAsync("tally", id, new GrainState<TallyState>(new TallyState { Count = count }));
            return count;
        }
        catch (InconsistentStateException)
        {
            return 0;
        }
    }

    protected async Task<AdoNetClusteringTable> OpenMembershipAsync(string cluster)
    {
        var table = new AdoNetClusteringTable(
            host!.Services,
            Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = "s" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = Catalog.Orleans.Invariant, DataSource = Catalog.Orleans.DataSource }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTableAsync(true, Token);
        return table;
    }

    // Whole microseconds: the finest that both databases keep.
    protected static MembershipEntry Entry(int port, int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, number),
        SiloName = "silo " + number,
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 22_222,
        StartTime = new DateTime(2026, 5, 1, 10, 0, 0, DateTimeKind.Utc).AddMicroseconds(number),
        IAmAliveTime = new DateTime(2026, 5, 1, 10, 0, 0, DateTimeKind.Utc).AddMicroseconds(123456),
    };
}
