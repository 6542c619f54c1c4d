using Cluster.Catalog.Backfills;
using Cluster.Catalog.Drifts;
using Cluster.Catalog.Events;
using Cluster.Catalog.Feedbacks;
using Cluster.Catalog.Postgres;
using Cluster.Catalog.Replays;
using Cluster.Catalog.Reviews;
using Cluster.Catalog.Shadows;
using Cluster.Catalog.Sqlite;
using Cluster.Catalog.Tracks;
using Cluster.Catalog.Trainings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Orleans.Serialization;

namespace Cluster.Catalog;

/// <summary>Registers the catalogue.</summary>
public static class CatalogServiceCollectionExtensions
{
    /// <summary>Registers the catalogue that the settings choose, as <see cref="AddSqliteCatalog"/> or <see cref="AddPostgresCatalog"/> does.</summary>
    /// <exception cref="SettingsException">A setting is out of its range.</exception>
    public static IServiceCollection AddCatalog(this IServiceCollection services, CatalogSettings settings)
    {
        var problems = settings.Validate().ToList();
        if (problems.Count > 0) throw new SettingsException(problems);
        return settings.OnPostgres
            ? services.AddPostgresCatalog(settings.ToPostgresOptions())
            : services.AddSqliteCatalog(catalog => catalog.DataFolder = settings.DataFolder);
    }

    /// <summary>
    /// Registers the catalogue on SQLite: <see cref="SqliteCatalog"/>, what <see cref="ICatalog"/> has, and <see cref="TimeProvider.System"/> unless a
    /// clock is registered. Nothing is opened: whoever starts the program calls <see cref="ICatalog.MigrateAsync"/> first.
    /// </summary>
    /// <exception cref="ArgumentException">A setting is out of its range; thrown when the catalogue is first resolved.</exception>
    public static IServiceCollection AddSqliteCatalog(this IServiceCollection services, Action<CatalogOptions>? configure = null)
    {
        var options = new CatalogOptions();
        configure?.Invoke(options);
        services.AddSingleton(options);
        services.AddSingleton(provider => new SqliteCatalog(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<SqliteCatalog>().Orleans);
        return services.AddParts(provider => provider.GetRequiredService<SqliteCatalog>());
    }

    /// <summary>
    /// Registers the catalogue on PostgreSQL: <see cref="PostgresCatalog"/>, and the rest as <see cref="AddSqliteCatalog"/> does. Nothing is connected.
    /// </summary>
    /// <exception cref="ArgumentException">A setting is out of its range; thrown when the catalogue is first resolved.</exception>
    public static IServiceCollection AddPostgresCatalog(this IServiceCollection services, PostgresOptions options)
    {
        services.AddSingleton(provider => PostgresCatalog.OnServerTime(options, provider.GetRequiredService<TimeProvider>()));
        return services.AddParts(provider => provider.GetRequiredService<PostgresCatalog>());
    }

    private static IServiceCollection AddParts(this IServiceCollection services, Func<IServiceProvider, ICatalog> find)
    {
        services.TryAddSingleton(TimeProvider.System);

        // A grain's caller is told why in the same words, also in another process. Orleans carries no exceptions that it has not been told of, nor any whose cause is one;
        // SQLite's is among those that it knows.
        services.Configure<ExceptionSerializationOptions>(options =>
        {
            options.SupportedNamespacePrefixes.Add(typeof(CatalogException).Namespace!);
            options.SupportedNamespacePrefixes.Add(typeof(NpgsqlException).Namespace!);
        });
        services.AddSingleton(find);
        services.AddSingleton(provider => find(provider).Orleans);
        services.AddSingleton(provider => find(provider).Tracks);
        services.AddSingleton<ITrackReader>(provider => find(provider).Tracks);
        services.AddSingleton(provider => find(provider).Backfills);
        services.AddSingleton<IBackfillReader>(provider => find(provider).Backfills);
        services.AddSingleton(provider => find(provider).Schedules);
        services.AddSingleton<IScheduleReader>(provider => find(provider).Schedules);
        services.AddSingleton(provider => find(provider).Feedbacks);
        services.AddSingleton<IFeedbackReader>(provider => find(provider).Feedbacks);
        services.AddSingleton(provider => find(provider).Reviews);
        services.AddSingleton<IReviewReader>(provider => find(provider).Reviews);
        services.AddSingleton(provider => find(provider).Events);
        services.AddSingleton<IEventReader>(provider => find(provider).Events);
        services.AddSingleton(provider => find(provider).Stats);
        services.AddSingleton(provider => find(provider).Shadows);
        services.AddSingleton<IShadowReader>(provider => find(provider).Shadows);
        services.AddSingleton(provider => find(provider).Exposures);
        services.AddSingleton(provider => find(provider).FeedbackOutcomes);
        services.AddSingleton(provider => find(provider).EventOutcomes);
        services.AddSingleton(provider => find(provider).Models);
        services.AddSingleton(provider => find(provider).Replays);
        services.AddSingleton<IReplayReader>(provider => find(provider).Replays);
        services.AddSingleton(provider => find(provider).Traffic);
        services.AddSingleton(provider => find(provider).Drifts);
        services.AddSingleton<IDriftReader>(provider => find(provider).Drifts);
        services.AddSingleton(provider => find(provider).Labels);
        services.AddSingleton(provider => find(provider).Trainings);
        services.AddSingleton<ITrainingReader>(provider => find(provider).Trainings);
        return services;
    }
}
