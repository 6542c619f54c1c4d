using Cluster.Grains.Replays;
using Cluster.Modeling.Promotion;

namespace Cluster.Grains.Promotion;

/// <summary>What is known of a candidate: what it did as a shadow where that is enough to judge it by, else what a replay found.</summary>
/// <param name="shadows">What it did as a shadow.</param>
/// <param name="replays">What its last replay found.</param>
/// <param name="options">What the gates ask for.</param>
public sealed class CandidateFindings(ShadowFindings shadows, ReplayFindings replays, PromotionOptions options) : IPromotionComparison
{
    /// <inheritdoc/>
    public async Task<PromotionFindings> FindAsync(string candidate, string champion, CancellationToken cancellationToken) => Combine(
        await shadows.FindAsync(candidate, champion, cancellationToken),
        await replays.FindAsync(candidate, champion, cancellationToken),
        options.Gates);

    /// <summary>Takes comparison and traffic, each for itself, from where there is enough of it.</summary>
    /// <param name="shadow">From real traffic, which counts first.</param>
    /// <param name="replay">From a replay, which counts where the other is too little.</param>
    /// <param name="gates">What is enough.</param>
    /// <returns>Where neither has enough, the comparison and the traffic of the one that has more, so that a person sees how far it is.</returns>
    internal static PromotionFindings Combine(PromotionFindings shadow, PromotionFindings replay, PromotionGateOptions gates)
    {
        var compared = shadow.IsCompared(gates) || (!replay.IsCompared(gates) && HasMore(shadow, replay)) ? shadow : replay;
        var scored = shadow.HasTraffic(gates) || (!replay.HasTraffic(gates) && shadow.Traffic?.Requests >= (replay.Traffic?.Requests ?? 0)) ? shadow : replay;
        return new PromotionFindings(compared.Comparison, compared.ComparedBy, scored.Traffic, scored.TrafficFrom);
    }

    private static bool HasMore(PromotionFindings shadow, PromotionFindings replay) =>
        shadow.Comparison is not null && (replay.Comparison is null || shadow.LabelledClips >= replay.LabelledClips);
}
