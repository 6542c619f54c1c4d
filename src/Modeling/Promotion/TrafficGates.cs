using Cluster.Modeling.Experiments;
using MathNet.Numerics.Distributions;

namespace Cluster.Modeling.Promotion;

/// <summary>Checks of what a candidate has done on traffic.</summary>
internal static class TrafficGates
{
    public static IEnumerable<GateCheck> All(PromotionEvidence evidence, PromotionGateOptions options) =>
        evidence is { HasChampion: false, Traffic: null }
            ? [.. new[] { Gate.Latency, Gate.Errors, Gate.Review }.Select(gate => GateCheck.Of(gate, GateOutcome.Pass, $"There is no champion yet, and so no traffic that it could have seen."))]
            : [Latency(evidence.Traffic, options), Errors(evidence.Traffic, options), Review(evidence, options)];

    private static GateCheck Latency(TrafficFigures? traffic, PromotionGateOptions options)
    {
        if (TooFew(Gate.Latency, "requests whose time is known", traffic?.Timed ?? traffic?.Requests, options) is { } missing) return missing;
        var (p95, limit) = (traffic!.LatencyP95.TotalSeconds, options.GreatestLatency.TotalSeconds);
        (string, double)[] shown = [("p95", p95), ("limit", limit), ("requests", traffic.Timed ?? traffic.Requests)];
        return p95 < limit
            ? GateCheck.Of(Gate.Latency, GateOutcome.Pass, $"95 of 100 answers come within {p95:F3} s, below {limit:G3} s.", shown)
            : GateCheck.Of(Gate.Latency, GateOutcome.Fail, $"95 of 100 answers come within {p95:F3} s, not below {limit:G3} s.", shown);
    }

    private static GateCheck Errors(TrafficFigures? traffic, PromotionGateOptions options) =>
        TooFew(Gate.Errors, "requests", traffic?.Requests, options)
        ?? Rate(Gate.Errors, "requests failed", traffic!.Errors, traffic.Requests, options.GreatestErrorRate, options.Alpha);

    private static GateCheck Review(PromotionEvidence evidence, PromotionGateOptions options)
    {
        var traffic = evidence.Traffic;
        if (TooFew(Gate.Review, "predictions", traffic?.Predictions, options) is { } missing) return missing;
        var alone = Rate(Gate.Review, "predictions go to review", traffic!.Reviews, traffic.Predictions, options.GreatestReviewRate, options.Alpha);
        if (alone.Outcome != GateOutcome.Pass || !evidence.HasChampion) return alone;
        if (TooFew(Gate.Review, "predictions of the champion", traffic.ChampionPredictions, options) is { } unknown) return unknown;
        double candidate = (double)traffic.Reviews / traffic.Predictions, champion = (double)traffic.ChampionReviews / traffic.ChampionPredictions;
        var (rise, limit) = (candidate - champion, options.GreatestReviewRise);
        (string, double)[] shown = [("rate", candidate), ("champion", champion), ("rise", rise), ("greatestRise", limit), ("of", traffic.Predictions)];
        if (rise <= limit) return GateCheck.Of(Gate.Review, GateOutcome.Pass, $"{candidate:P1} of predictions go to review, {champion:P1} of the champion's.", shown);

        // Both models see much the same clips, so that the difference varies less than this: chance is given more than its due.
        var deviation = Math.Sqrt((candidate * (1 - candidate) / traffic.Predictions) + (champion * (1 - champion) / traffic.ChampionPredictions));
        return rise - limit > Normal.InvCDF(0, 1, 1 - options.Alpha) * deviation
            ? GateCheck.Of(Gate.Review, GateOutcome.Fail, $"{candidate:P1} of predictions go to review, {champion:P1} of the champion's: more than {limit:P0} up.", shown)
            : GateCheck.Of(Gate.Review, GateOutcome.Inconclusive, $"{candidate:P1} of predictions go to review, {champion:P1} of the champion's: chance could explain the rise.", shown);
    }

    private static GateCheck Rate(Gate gate, string what, long part, long whole, double limit, double alpha)
    {
        var rate = (double)part / whole;
        (string, double)[] shown = [("rate", rate), ("limit", limit), ("count", part), ("of", whole)];
        if (rate <= limit) return GateCheck.Of(gate, GateOutcome.Pass, $"{rate:P2} of {whole} {what}, at most {limit:P0}.", shown);
        return RateAboveLimit.PValue(part, whole, limit) <= alpha
            ? GateCheck.Of(gate, GateOutcome.Fail, $"{rate:P2} of {whole} {what}, more than {limit:P0}.", shown)
            : GateCheck.Of(gate, GateOutcome.Inconclusive, $"{rate:P2} of {whole} {what}, more than {limit:P0}, but chance could explain it.", shown);
    }

    private static GateCheck? TooFew(Gate gate, string what, long? count, PromotionGateOptions options)
    {
        if (count is not { } known) return GateCheck.Of(gate, GateOutcome.Inconclusive, $"It has seen no traffic: replay it, or let it run as a shadow.");
        return known < options.LeastRequests
            ? GateCheck.Of(gate, GateOutcome.Inconclusive, $"There are {known} {what}; {options.LeastRequests} are needed.", ("count", known))
            : null;
    }
}
