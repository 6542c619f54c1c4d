using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Experiments;

/// <summary>Registers what experiments need in a silo.</summary>
public static class ExperimentServices
{
    /// <summary>Adds the router, the exposure log and the running experiments. Whoever hosts the silo runs <see cref="RunningExperiments"/> and <see cref="ExposureLog"/>.</summary>
    public static IServiceCollection AddExperiments(this IServiceCollection services) => services
        .AddSingleton<RunningExperiments>()
        .AddSingleton<IRunningExperiments>(provider => provider.GetRequiredService<RunningExperiments>())
        .AddSingleton<ExposureLog>()
        .AddSingleton<IExposureLog>(provider => provider.GetRequiredService<ExposureLog>())
        .AddSingleton<IScoringRouter, ScoringRouter>()
        .AddSingleton<RoutedClassifier>()
        .AddSingleton<TrackLookups>()
        .AddSingleton<ExperimentInspector>();
}
