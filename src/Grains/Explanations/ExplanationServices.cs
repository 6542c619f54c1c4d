using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Explanations;

/// <summary>Registers what explanations need; <see cref="ExplainingOptions"/> are the host's business.</summary>
public static class ExplanationServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddExplanations(this IServiceCollection services) => services
        .AddSingleton<ExplanationPool>()
        .AddSingleton<ModelExplainers>()
        .AddSingleton<RowExplainer>()
        .AddSingleton<PredictionExplainer>();
}
