using Cluster.Catalog.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteWriterTests : IAsyncLifetime
{
    private readonly SqliteFixture fixture = new();
    private SqliteWriter? writer;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SqliteFile File => new(fixture.Options);

    public ValueTask InitializeAsync()
    {
        using var session = new SqliteSession(File.OpenOrCreate());
        session.Prepare("PRAGMA journal_mode=WAL").Scalar();
        session.Execute("CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT) STRICT");
        writer = new SqliteWriter(File, queueLength: 4, maxWritesPerCommit: 64);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await writer!.DisposeAsync();
        await fixture.DisposeAsync();
    }

    [Fact]
    public async Task Run_OneOfManyFails_OnlyThatOneIsUndone()
    {
        using var gate = new ManualResetEventSlim();
        var first = HoldAsync(gate);
        var good = NoteAsync(2);
        var bad = writer!.RunAsync<int>(
            session =>
            {
                Insert(session, 3);
                throw new InvalidDataException("no");
            },
            Token);
        var twice = NoteAsync(2);
        gate.Set();
        Assert.Equal(1, await first);
        Assert.Equal(2, await good);
        await Assert.ThrowsAsync<InvalidDataException>(() => bad);
        await Assert.ThrowsAsync<SqliteException>(() => twice);
        Assert.Equal([1, 2], Notes());
    }

    [Theory]
    [InlineData(13, 13, true)]
    [InlineData(10, 4874, true)]
    [InlineData(10, 778, false)]
    public void Explain_ErrorsOfTheDisk_MeanThatTheCatalogueIsAway(int code, int extended, bool full)
    {
        var error = File.Explain(new SqliteException("no", code, extended));
        Assert.NotNull(error);
        Assert.Equal(full, error is CatalogFullException);
    }

    [Fact]
    public async Task Run_CancelledWhileItWaits_NeverRuns()
    {
        using var gate = new ManualResetEventSlim();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var first = HoldAsync(gate);
        var waiting = NoteAsync(2, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Set();
        await first;
        Assert.Equal([1], Notes());
    }

    [Fact]
    public async Task Run_CancelledOnceBegun_IsFinished()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var number = await writer!.RunAsync(
            session =>
            {
                cancel.Cancel();
                return Insert(session, 1);
            },
            cancel.Token);
        Assert.Equal(1, number);
        Assert.Equal([1], Notes());
    }

    [Fact]
    public async Task Run_QueueIsFull_CallersWaitAndMayGiveUp()
    {
        using var gate = new ManualResetEventSlim();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writes = new List<Task<int>> { HoldAsync(gate) };
        for (var i = 2; i <= 4; i++) writes.Add(NoteAsync(i));
        var outside = NoteAsync(5, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outside);
        gate.Set();
        await Task.WhenAll(writes);
        Assert.Equal([1, 2, 3, 4], Notes());
    }

    [Fact]
    public async Task Run_DiskIsFull_FailsAndTheNextOneWorks()
    {
        var error = await Assert.ThrowsAsync<CatalogFullException>(() => writer!.RunAsync(
            session =>
            {
                // The limit is the connection's own, so it ends with the connection that the writer closes after such an error.
                session.Prepare("PRAGMA max_page_count=3").Scalar();
                session.Prepare("INSERT INTO note VALUES (1, $text)").Set("$text", new string('x', 100_000)).Execute();
                return 1;
            },
            Token));
        Assert.Contains("its disk is full", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, await NoteAsync(2));
        Assert.Equal([2], Notes());
    }

    [Fact]
    public async Task Run_AnotherProcessWrites_WaitsForIt()
    {
        using var other = new SqliteSession(File.OpenForWriting());
        other.Execute("BEGIN IMMEDIATE");
        Insert(other, 1);
        var write = NoteAsync(2);
        Assert.Empty(Notes());
        other.Execute("COMMIT");
        Assert.Equal(2, await write);
        Assert.Equal([1, 2], Notes());
    }

    [Fact]
    public async Task Dispose_WritesWait_AreFinishedAndLaterOnesRefused()
    {
        using var gate = new ManualResetEventSlim();
        var writes = new List<Task<int>> { HoldAsync(gate), NoteAsync(2), NoteAsync(3) };
        var closing = writer!.DisposeAsync();
        gate.Set();
        await closing;
        Assert.Equal(6, (await Task.WhenAll(writes)).Sum());
        Assert.Equal([1, 2, 3], Notes());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => NoteAsync(4));
    }

    // Keeps the writer busy with note 1 until the gate opens, so that what follows waits.
    private Task<int> HoldAsync(ManualResetEventSlim gate) => writer!.RunAsync(
        session =>
        {
            gate.Wait(Token);
            return Insert(session, 1);
        },
        Token);

    private Task<int> NoteAsync(int number, CancellationToken? token = null) => writer!.RunAsync(session => Insert(session, number), token ?? Token);

    private static int Insert(SqliteSession session, int number)
    {
        session.Prepare("INSERT INTO note VALUES ($number, 'text')").Set("$number", number).Execute();
        return number;
    }

    private List<int> Notes()
    {
        using var session = new SqliteSession(File.OpenForReading());
        return session.Prepare("SELECT number FROM note ORDER BY number").ToList(row => row.GetInt32(0));
    }
}
