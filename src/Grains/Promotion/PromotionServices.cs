using Cluster.Grains.Comparisons;
using Cluster.Grains.Replays;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Promotion;

/// <summary>Registers what comparing and promoting models need; <see cref="PromotionOptions"/> and the shadows' options are the host's business.</summary>
public static class PromotionServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddPromotion(this IServiceCollection services) => services
        .AddSingleton<IModelComparisons, ModelComparisons>()
        .AddSingleton<AnswerTimes>()
        .AddSingleton<ShadowFindings>()
        .AddSingleton<ReplayFindings>()
        .AddSingleton<IPromotionComparison, CandidateFindings>()
        .AddSingleton<ReplayRunner>()
        .AddSingleton<PromotionJudge>()
        .AddSingleton<BakeWindows>();
}
