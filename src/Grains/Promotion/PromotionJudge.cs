using Cluster.Abstractions.Models;
using Cluster.Catalog.Traffic;
using Cluster.Grains.Models;
using Cluster.Modeling.Promotion;
using Cluster.Modeling.Reports;

namespace Cluster.Grains.Promotion;

/// <summary>Collects what speaks for a version, and runs the gates on it.</summary>
public sealed class PromotionJudge(ModelRegistrar registrar, IPromotionComparison comparisons, ITrafficStore traffic, PromotionOptions options, TimeProvider clock)
{
    // What stands in the way without a wish: nobody is missing.
    private static readonly PromotionRequest Nobody = new("gates", ApprovedBy: "gates' second person");

    /// <summary>Judges a version as it stands.</summary>
    /// <param name="registry">The registry, which holds it.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<GateReport> CheckAsync(ModelRegistryView registry, string version, CancellationToken cancellationToken) =>
        (await DecideAsync(registry, version, Nobody, cancellationToken)).Report;

    /// <summary>Judges somebody's wish to promote a version.</summary>
    /// <returns>Whether it may be done, whether only by force, and the checks.</returns>
    public Task<PromotionJudgement> JudgeAsync(ModelRegistryView registry, string version, ModelChange wish, CancellationToken cancellationToken) =>
        DecideAsync(registry, version, new PromotionRequest(wish.Actor, wish.Force, wish.Reason, wish.ApprovedBy), cancellationToken);

    private async Task<PromotionJudgement> DecideAsync(ModelRegistryView registry, string version, PromotionRequest request, CancellationToken cancellationToken)
    {
        var (artefact, _) = await registrar.ReadAsync(version, cancellationToken);
        var card = artefact is null ? null : ModelCard.Read(artefact.CardJson);
        var (findings, served, champion) = (PromotionFindings.None, (TrafficFigures?)null, registry.Champion);
        if (champion is not null && champion != version)
        {
            findings = await comparisons.FindAsync(version, champion, cancellationToken);
            served = await ServedAsync(version, champion, cancellationToken);
        }

        var evidence = new PromotionEvidence(champion is not null, card is null ? null : HeldOutFigures.Of(card), findings.Comparison, served ?? findings.Traffic);
        var decision = PromotionGates.Decide(evidence, request, options.Gates);
        var report = new GateReport
        {
            Version = version,
            Champion = champion,
            Promotable = decision.Allowed && !decision.Forced,
            Result = (GateResult)decision.Outcome,
            Checks = [.. decision.Checks.Select(FindingOf)],
            Reasons = [.. decision.Reasons],
            ComparedBy = findings.ComparedBy,
            TrafficFrom = served is not null ? "its own answers" : findings.TrafficFrom,
            At = clock.GetUtcNow(),
        };
        return new PromotionJudgement(report, decision.Allowed, decision.Forced);
    }

    /// <summary>What the version has answered itself of late, as champion or challenger; null where that is too little to judge it by.</summary>
    private async Task<TrafficFigures?> ServedAsync(string version, string champion, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - options.TrafficWindow;
        var own = await traffic.SumAsync(version, 0, since, cancellationToken);
        if (own.Requests < options.Gates.LeastRequests || own.Predictions < options.Gates.LeastRequests) return null;
        var others = await traffic.SumAsync(champion, 0, since, cancellationToken);
        var timed = TrafficTimes.Of(own, options.Gates.LeastRequests);
        return new TrafficFigures(own.Requests, own.Errors, timed.Quantile(TrafficTimes.Share), own.Predictions, own.Reviews, others.Predictions, others.Reviews) { Timed = timed.Total };
    }

    /// <summary>A gate's name in camel case.</summary>
    internal static string NameOf(Gate gate) => char.ToLowerInvariant(gate.ToString()[0]) + gate.ToString()[1..];

    private static GateFinding FindingOf(GateCheck check) =>
        new(NameOf(check.Gate), (GateResult)check.Outcome, check.Reason, [.. check.Figures.Select(figure => new GateFigure(figure.Key, figure.Value))]);
}

/// <summary>What the gates say of a wish to promote.</summary>
/// <param name="Report">The checks.</param>
/// <param name="Allowed">Whether it may be done.</param>
/// <param name="Forced">True when it may only because somebody forces it.</param>
public sealed record PromotionJudgement(GateReport Report, bool Allowed, bool Forced);
