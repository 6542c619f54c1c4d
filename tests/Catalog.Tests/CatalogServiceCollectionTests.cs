using Cluster.Catalog.Backfills;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Events;
using Cluster.Catalog.Experiments;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Models;
using Cluster.Catalog.Postgres;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Stats;
using Cluster.Catalog.Tests.Sqlite;
using Cluster.Catalog.Tracks;
using Cluster.Catalog.Trainings;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;

namespace Cluster.Catalog.Tests;

public sealed class CatalogServiceCollectionTests : IAsyncDisposable
{
    private readonly SqliteFixture fixture = new();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task ItsExceptions_ReachCallersInOtherProcesses()
    {
        await using var services = new ServiceCollection().AddSerializer().AddSqliteCatalog(options => options.DataFolder = fixture.Folder).BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var cause = new PostgresException("no space", "ERROR", "ERROR", PostgresErrorCodes.DiskFull);
        var error = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(new CatalogFullException("full", cause)));
        Assert.Equal("full", Assert.IsType<CatalogFullException>(error).Message);
        Assert.IsType<CatalogException>(serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(new CatalogException("away"))));
    }

    [Fact]
    public async Task AddSqliteCatalog_EveryService_IsTheOneCatalogue()
    {
        await using var services = new ServiceCollection().AddSqliteCatalog(options => options.DataFolder = fixture.Folder).BuildServiceProvider();
        var catalog = services.GetRequiredService<SqliteCatalog>();
        await catalog.MigrateAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Path.Combine(fixture.Folder, "catalog.db"), catalog.FilePath);
        Assert.Same(catalog.Tracks, services.GetRequiredService<ITrackStore>());
        Assert.Same(catalog.Tracks, services.GetRequiredService<ITrackReader>());
        Assert.Same(catalog.Backfills, services.GetRequiredService<IBackfillStore>());
        Assert.Same(catalog.Backfills, services.GetRequiredService<IBackfillReader>());
        Assert.Same(catalog.Feedbacks, services.GetRequiredService<IFeedbackStore>());
        Assert.Same(catalog.Feedbacks, services.GetRequiredService<IFeedbackReader>());
        Assert.Same(catalog.Reviews, services.GetRequiredService<IReviewStore>());
        Assert.Same(catalog.Reviews, services.GetRequiredService<IReviewReader>());
        Assert.Same(catalog.Events, services.GetRequiredService<IEventStore>());
        Assert.Same(catalog.Events, services.GetRequiredService<IEventReader>());
        Assert.Same(catalog.Stats, services.GetRequiredService<IEmotionStatsReader>());
        Assert.Same(catalog.Shadows, services.GetRequiredService<IShadowStore>());
        Assert.Same(catalog.Shadows, services.GetRequiredService<IShadowReader>());
        Assert.Same(catalog.Exposures, services.GetRequiredService<IExposureStore>());
        Assert.Equal([catalog.FeedbackOutcomes, catalog.EventOutcomes], services.GetServices<IOutcomeReader>());
        Assert.Same(catalog.Models, services.GetRequiredService<IModelArtefactStore>());
        Assert.Same(catalog.Drifts, services.GetRequiredService<IDriftStore>());
        Assert.Same(catalog.Drifts, services.GetRequiredService<IDriftReader>());
        Assert.Same(catalog.Labels, services.GetRequiredService<ILabelFigures>());
        Assert.Same(catalog.Trainings, services.GetRequiredService<ITrainingStore>());
        Assert.Same(catalog.Trainings, services.GetRequiredService<ITrainingReader>());
        Assert.Same(catalog.Orleans, services.GetRequiredService<OrleansSqlite>());
        Assert.Same(catalog.Orleans, services.GetRequiredService<OrleansDatabase>());
        Assert.Same(catalog, services.GetRequiredService<ICatalog>());
    }

    [Fact]
    public async Task AddCatalog_Postgres_IsTheOneCatalogue()
    {
        var settings = new CatalogSettings { Catalog = "Postgres", ConnectionString = "Host=nowhere" };
        await using var services = new ServiceCollection().AddCatalog(settings).BuildServiceProvider();
        var catalog = Assert.IsType<PostgresCatalog>(services.GetRequiredService<ICatalog>());
        Assert.Same(catalog.Tracks, services.GetRequiredService<ITrackReader>());
        Assert.Same(catalog.Orleans, services.GetRequiredService<OrleansDatabase>());
        Assert.Equal("Npgsql", catalog.Orleans.Invariant);
    }

    [Theory]
    [InlineData("mysql", "data", "", "Cluster:Catalog is 'mysql'")]
    [InlineData("sqlite", " ", "", "Cluster:DataFolder is empty")]
    [InlineData("postgres", "data", "", "Cluster:ConnectionString is missing")]
    public void AddCatalog_SettingsThatCannotBeUsed_AreRefusedByName(string catalog, string folder, string connectionString, string problem)
    {
        var settings = new CatalogSettings { Catalog = catalog, DataFolder = folder, ConnectionString = connectionString };
        Assert.Contains(problem, Assert.Throws<SettingsException>(() => new ServiceCollection().AddCatalog(settings)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "catalog.db", 1, 1, 1, 0, "DataFolder")]
    [InlineData("d", " ", 1, 1, 1, 0, "FileName")]
    [InlineData("d", "f", 0, 1, 1, 0, "MaxReaders")]
    [InlineData("d", "f", 1, 0, 1, 0, "WriteQueueLength")]
    [InlineData("d", "f", 1, 1, 0, 0, "MaxWritesPerCommit")]
    [InlineData("d", "f", 1, 1, 1, -1, "BusyTimeout")]
    public void Options_OutOfRange_AreRefusedByName(string folder, string file, int readers, int queue, int writes, int busySeconds, string name)
    {
        var options = new CatalogOptions
        {
            DataFolder = folder,
            FileName = file,
            MaxReaders = readers,
            WriteQueueLength = queue,
            MaxWritesPerCommit = writes,
            BusyTimeout = TimeSpan.FromSeconds(busySeconds),
        };
        Assert.Contains(name, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
    }
}
