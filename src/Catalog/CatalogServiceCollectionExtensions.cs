using Cluster.Catalog.Backfills;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tracks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cluster.Catalog;

/// <summary>Registers the catalogue.</summary>
public static class CatalogServiceCollectionExtensions
{
    /// <summary>
    /// Registers the catalogue on SQLite: <see cref="SqliteCatalog"/>, the stores and readers, and <see cref="TimeProvider.System"/> unless a clock is
    /// registered. Nothing is opened: whoever starts the program calls <see cref="SqliteCatalog.MigrateAsync"/> first.
    /// </summary>
    /// <exception cref="ArgumentException">A setting is out of its range; thrown when the catalogue is first resolved.</exception>
    public static IServiceCollection AddSqliteCatalog(this IServiceCollection services, Action<CatalogOptions>? configure = null)
    {
        var options = new CatalogOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(provider => new SqliteCatalog(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<SqliteCatalog>().Orleans);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteCatalog>().Tracks);
        services.AddSingleton<ITrackReader>(provider => provider.GetRequiredService<SqliteCatalog>().Tracks);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteCatalog>().Backfills);
        services.AddSingleton<IBackfillReader>(provider => provider.GetRequiredService<SqliteCatalog>().Backfills);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteCatalog>().Feedbacks);
        services.AddSingleton<IFeedbackReader>(provider => provider.GetRequiredService<SqliteCatalog>().Feedbacks);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteCatalog>().Reviews);
        services.AddSingleton<IReviewReader>(provider => provider.GetRequiredService<SqliteCatalog>().Reviews);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteCatalog>().Models);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteCatalog>().Traffic);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteCatalog>().Replays);
        services.AddSingleton<IReplayReader>(provider => provider.GetRequiredService<SqliteCatalog>().Replays);
        return services;
    }
}
