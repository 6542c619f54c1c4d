using Cluster.Abstractions.Models;

namespace Cluster.Grains.Promotion;

/// <summary>Why a promotion was not made, and what to do.</summary>
internal static class PromotionWords
{
    /// <summary>The gates do not let it pass, or a person is missing.</summary>
    public static ModelChangeOutcome Refuse(ModelRegistryView registry, GateReport report)
    {
        var reasons = string.Join(" ", report.Reasons.Distinct(StringComparer.Ordinal).Select(reason => Named(report, reason)));
        var advice = report.Champion is null
            ? "Force it with a reason if you accept that."
            : $"Replay it (`cluster models replay {report.Version}`) or let it run as a shadow for what is not known yet, or force it with a reason if you accept that.";
        return new ModelChangeOutcome(ModelChangeStatus.GatesBlock, registry, $"Version '{report.Version}' may not be promoted: {reasons} {advice}", report);
    }

    // Several gates can lack the same thing; people are missing from no gate.
    private static string Named(GateReport report, string reason)
    {
        var gates = string.Join(", ", report.Checks.Where(check => check.Result != GateResult.Pass && check.Reason == reason).Select(check => check.Gate));
        return gates.Length > 0 ? $"{gates}: {reason}" : reason;
    }

    /// <summary>The caller's evidence leaves no room for the checks, which are recorded beside it.</summary>
    public static ModelChangeOutcome RefuseEvidence(ModelRegistryView registry) => new(
        ModelChangeStatus.BadRequest, registry, "evidence is too long for a promotion, which records the checks beside it: put it elsewhere and name the place, in at most 2,000 characters.");
}
