using Cluster.Grains.Comparisons;
using static System.FormattableString;

namespace Cluster.Grains.Promotion;

/// <summary>What a candidate did as a shadow of the champion, so that it can be judged by real traffic.</summary>
public sealed class ShadowFindings(IModelComparisons comparisons, AnswerTimes times) : IPromotionComparison
{
    /// <inheritdoc/>
    public async Task<PromotionFindings> FindAsync(string candidate, string champion, CancellationToken cancellationToken)
    {
        var evidence = await comparisons.CompareAsync(candidate, champion, null, cancellationToken);
        var traffic = evidence.Traffic is { } scored ? await times.AddAsync(scored, champion, cancellationToken) : null;
        return new PromotionFindings(
            evidence.Comparison,
            evidence.Comparison is { } comparison ? Invariant($"its predictions as a shadow ({comparison.Metrics?.Clips ?? 0} labelled clips in common)") : null,
            traffic,
            traffic is null ? null : Invariant($"its {traffic.Requests} recordings as a shadow"));
    }
}
