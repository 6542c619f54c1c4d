using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Sql;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tests.Compliance;
using Microsoft.Data.Sqlite;

namespace Cluster.Catalog.Tests.Sqlite;

[Trait("Provider", "Sqlite")]
public sealed class SqliteMigrationTests : IAsyncDisposable
{
    private readonly SqliteFixture fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => fixture.Options.FilePath;

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Migrate_FreshFolder_CreatesEverythingOnce()
    {
        var catalog = new SqliteCatalog(fixture.Options with { DataFolder = Path.Combine(fixture.Folder, "a", "b") }, fixture.Clock);
        await using (catalog)
        {
            Assert.Equal(Migration.Sqlite.Count, await catalog.MigrateAsync(Token));
            Assert.Equal(0, await catalog.MigrateAsync(Token));
            Assert.True(File.Exists(Path.Combine(fixture.Folder, "a", "b", "catalog.db")));
            Assert.Null(await catalog.Tracks.FindAsync("t", Token));
        }
    }

    [Fact]
    public async Task Migrate_CatalogueWithTags_QueuesThemAsLaterWritesWould()
    {
        var catalog = await fixture.OpenAsync();
        for (var i = 0; i < 12; i++)
        {
            var prediction = DecisionPolicy.Default.ToPrediction(new((12 - i) / 40.0, (28 + i) / 80.0, 0.2, 0.15 + (i / 80.0)), "lr-1", "s", Sample.Time);
            await catalog.Tracks.SaveAsync(Sample.Track($"t{i}") with { Emotion = new TrackEmotion(prediction, AggregationMethod.Mean, 3) }, null, Token);
        }

        await catalog.Tracks.SaveAsync(Sample.Untagged("untagged"), null, Token);
        var written = (await catalog.Reviews.ListAsync(null, 100, Token)).Items;
        var old = fixture.Options with { DataFolder = Path.Combine(fixture.Folder, "old") };
        Assert.Equal(2, new SqliteMigrator(new SqliteFile(old), [.. Migration.Sqlite.Take(2)], fixture.Clock).Migrate());
        foreach (var table in (string[])["track", "clip"]) Copy(table, old.FilePath);

        await using var migrated = new SqliteCatalog(old, fixture.Clock);
        Assert.Equal(Migration.Sqlite.Count - 2, await migrated.MigrateAsync(Token));
        var queued = (await migrated.Reviews.ListAsync(null, 100, Token)).Items;
        Assert.Equal(12, queued.Count);
        Assert.Equal(written.Select(entry => entry.Track.TrackId), queued.Select(entry => entry.Track.TrackId));
        Assert.All(written.Zip(queued), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 12));
    }

    [Fact]
    public async Task Migrate_FailsHalfWay_LeavesTheSchemaBefore()
    {
        var broken = new Migration(1, "broken", "CREATE TABLE half (x INTEGER); CREATE TABLE half (x INTEGER);");
        var migrator = new SqliteMigrator(new SqliteFile(fixture.Options), [broken], fixture.Clock);
        Assert.Throws<SqliteException>(() => migrator.Migrate());
        Assert.Equal(0, Scalar("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'half'"));
        Assert.Equal(Migration.Sqlite.Count, await fixture.Open().MigrateAsync(Token));
    }

    [Fact]
    public async Task Migrate_AnotherProgramsDatabase_IsLeftAlone()
    {
        Scalar("CREATE TABLE theirs (x INTEGER)");
        var error = await Assert.ThrowsAsync<CatalogException>(() => fixture.Open().MigrateAsync(Token));
        Assert.Contains("another program", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, Scalar("SELECT COUNT(*) FROM sqlite_schema"));
    }

    [Fact]
    public async Task Migrate_NotADatabase_SaysSo()
    {
        await File.WriteAllTextAsync(FilePath, new string('x', 5000), Token);
        var error = await Assert.ThrowsAsync<CatalogException>(() => fixture.Open().MigrateAsync(Token));
        Assert.Contains("not a SQLite database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stores_DamagedFile_SaySo()
    {
        await using (var catalog = new SqliteCatalog(fixture.Options, fixture.Clock))
        {
            await catalog.MigrateAsync(Token);
            await catalog.Models.PutAsync("m", new byte[1_000_000], Token);
        }

        await using (var file = new FileStream(FilePath, FileMode.Open))
        {
            // All pages but the first are overwritten; the header still says that it is a database.
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4096).ToArray());
        }

        var damaged = fixture.Open();
        var error = await Assert.ThrowsAsync<CatalogException>(() => damaged.Models.GetAsync("m", Token));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<CatalogException>(() => damaged.Models.PutAsync("n", new byte[10], Token));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stores_NoFile_SaySo()
    {
        var catalog = fixture.Open();
        var error = await Assert.ThrowsAsync<CatalogException>(() => catalog.Tracks.FindAsync("t", Token));
        Assert.Contains("not there", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task Connections_FlushEveryCommitAndUseTheLog()
    {
        await fixture.OpenAsync();
        var file = new SqliteFile(fixture.Options);
        foreach (var connection in (SqliteConnection[])[file.OpenForWriting(), file.OpenForReading()])
        {
            using var session = new SqliteSession(connection);
            Assert.Equal("wal", session.Prepare("PRAGMA journal_mode").Scalar());
            Assert.Equal(2L, session.Prepare("PRAGMA synchronous").Scalar());
        }

        await using var orleans = await fixture.Open().Orleans.DataSource.OpenConnectionAsync(Token);
        await using var command = orleans.CreateCommand();
        command.CommandText = "PRAGMA synchronous";
        Assert.Equal(2L, await command.ExecuteScalarAsync(Token));
        command.CommandText = "PRAGMA busy_timeout";
        Assert.Equal(30_000L, await command.ExecuteScalarAsync(Token));
    }

    // What an older catalogue can hold of a table of this one.
    private void Copy(string table, string target)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT group_concat(name) FROM pragma_table_info('{table}')";
        var columns = (string)command.ExecuteScalar()!;
        command.CommandText = $"ATTACH '{FilePath}' AS newer; INSERT INTO {table} ({columns}) SELECT {columns} FROM newer.{table}";
        command.ExecuteNonQuery();
    }

    private long Scalar(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = FilePath, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long value ? value : 0;
    }
}
