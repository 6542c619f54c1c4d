using Cluster.Abstractions.Models;
using Cluster.Catalog.Traffic;
using Cluster.Modeling.Promotion;

namespace Cluster.Grains.Promotion;

/// <summary>Opens the watch over a new champion, and says how it stands.</summary>
public sealed class BakeWindows(ITrafficStore traffic, PromotionOptions options, TimeProvider clock)
{
    /// <summary>Opens a watch.</summary>
    /// <param name="version">The new champion.</param>
    /// <param name="former">The champion before it.</param>
    /// <param name="revision">The registry's revision after the promotion.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ModelBake> OpenAsync(string version, string former, long revision, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = await traffic.SumAsync(former, 0, now - options.TrafficWindow, cancellationToken);
        double? formerRate = before.Predictions >= options.Gates.LeastRequests ? (double)before.Reviews / before.Predictions : null;
        var (bake, review) = (options.Bake, BakeOptions.For(options.Gates, formerRate).GreatestReviewRate);
        return new ModelBake
        {
            Version = version,
            Former = former,
            Since = now,
            Until = now + bake.Duration,
            Revision = revision,
            Limits = new BakeLimits(
                bake.GreatestErrorRate, bake.GreatestSlowRate, Math.Min(bake.GreatestReviewRate, review), bake.GreatestWrongRate, bake.LeastRequests, bake.Alpha),
        };
    }

    /// <summary>Says how it stands, by what all silos have counted and people have said since the promotion.</summary>
    public async Task<(BakeDecision Decision, BakeEvidence Evidence)> DecideAsync(ModelBake bake, CancellationToken cancellationToken)
    {
        // By revision, not by time: silos' clocks may differ, and what the version did in an earlier reign is of another time.
        var counts = await traffic.SumAsync(bake.Version, bake.Revision, DateTimeOffset.UnixEpoch, cancellationToken);
        var verdicts = await traffic.CountVerdictsAsync(bake.Version, bake.Since, cancellationToken);
        var elapsed = clock.GetUtcNow() - bake.Since;
        var evidence = new BakeEvidence(
            elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed,
            counts.Requests,
            counts.Errors,
            counts.Slow,
            counts.Predictions,
            counts.Reviews,
            verdicts.Labelled,
            verdicts.Wrong)
        {
            Timed = counts.Interactive.Total,
        };
        return (BakeDecision.Decide(evidence, OptionsOf(bake)), evidence);
    }

    private static BakeOptions OptionsOf(ModelBake bake) => new()
    {
        Duration = bake.Until - bake.Since,
        Alpha = bake.Limits.Alpha,
        LeastRequests = bake.Limits.LeastRequests,
        GreatestErrorRate = bake.Limits.GreatestErrorRate,
        GreatestSlowRate = bake.Limits.GreatestSlowRate,
        GreatestReviewRate = bake.Limits.GreatestReviewRate,
        GreatestWrongRate = bake.Limits.GreatestWrongRate,
    };
}
