namespace Cluster.Modeling.Promotion;

/// <summary>Decides whether a candidate may be promoted: a pure function of evidence, wish and options.</summary>
/// <remarks>
/// Everywhere the same rule: a limit that is kept passes; one that is broken fails where chance does not explain it, and is inconclusive where chance could, or where
/// there is too little to say. Force passes over checks, never over a missing reason or second person.
/// </remarks>
public static class PromotionGates
{
    /// <summary>Runs every check.</summary>
    /// <exception cref="ArgumentException">A count of the evidence or an option is outside its range; the message names it.</exception>
    public static IReadOnlyList<GateCheck> Check(PromotionEvidence evidence, PromotionGateOptions options)
    {
        options.Check();
        evidence.Traffic?.Check();
        return
        [
            .. HeldOutGates.Quality(evidence.HeldOut, options),
            .. ChampionGates.Overall(evidence, options),
            ChampionGates.Classes(evidence, options),
            ChampionGates.Slices(evidence, options),
            HeldOutGates.Calibration(evidence.HeldOut, options),
            .. TrafficGates.All(evidence, options),
            HeldOutGates.Emotions(evidence.HeldOut),
        ];
    }

    /// <summary>Decides.</summary>
    /// <exception cref="ArgumentException">A count of the evidence or an option is outside its range; the message names it.</exception>
    public static PromotionDecision Decide(PromotionEvidence evidence, PromotionRequest request, PromotionGateOptions options)
    {
        var checks = Check(evidence, options);
        var outcome = checks.Any(check => check.Outcome == GateOutcome.Fail) ? GateOutcome.Fail
            : checks.Any(check => check.Outcome == GateOutcome.Inconclusive) ? GateOutcome.Inconclusive
            : GateOutcome.Pass;
        var people = People(request, options).ToArray();
        var blocking = checks.Where(check => check.Outcome == GateOutcome.Fail || (check.Outcome == GateOutcome.Inconclusive && options.InconclusiveBlocks))
            .Select(check => check.Reason).ToArray();
        var allowed = people.Length == 0 && (blocking.Length == 0 || request.Force);
        return new PromotionDecision(allowed, allowed && blocking.Length > 0, outcome, checks, [.. people, .. blocking]);
    }

    private static IEnumerable<string> People(PromotionRequest request, PromotionGateOptions options)
    {
        if (string.IsNullOrWhiteSpace(request.By)) yield return "It is not said who promotes.";
        if (request.Force && string.IsNullOrWhiteSpace(request.Reason)) yield return "Force needs a reason: say why the checks are passed over.";
        if (!options.NeedsSecondPerson) yield break;
        if (string.IsNullOrWhiteSpace(request.ApprovedBy)) yield return "A second person must approve.";
        else if (string.Equals(request.ApprovedBy.Trim(), request.By?.Trim(), StringComparison.OrdinalIgnoreCase))
            yield return $"The second person must be somebody else than {request.By}.";
    }
}
