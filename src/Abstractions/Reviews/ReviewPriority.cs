using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Reviews;

/// <summary>What a person should listen to first.</summary>
/// <param name="DecisionWeight">Weight of the decision; at least 0, default 0.4.</param>
/// <param name="MarginWeight">Weight of a low margin; at least 0, default 0.15.</param>
/// <param name="ShadowWeight">Weight of shadows that contradict; at least 0, default 0.2.</param>
/// <param name="TrafficWeight">Weight of traffic; at least 0, default 0.25.</param>
/// <param name="BusyPlays">Plays that count as half of all traffic there can be; above 0, default 100.</param>
/// <remarks>
/// <para><c>score = wD decision + wM (1 - margin) + wS disagreement + wT plays / (plays + busy)</c> over the sum of the weights, in [0, 1]. The decision counts 1 for
/// <c>review</c>, 0.5 for <c>topTwo</c>, 0 for <c>tagged</c>.</para>
/// <para>It never falls when the decision is less sure, the margin lower, the disagreement or the traffic greater. A tagged track that a sure shadow contradicts and
/// that many hear comes before a review that nobody hears: a wrong tag costs by how often it is heard.</para>
/// </remarks>
public sealed record ReviewPriority(
    double DecisionWeight = 0.4, double MarginWeight = 0.15, double ShadowWeight = 0.2, double TrafficWeight = 0.25, double BusyPlays = 100)
{
    /// <summary>The score, in [0, 1].</summary>
    /// <exception cref="ArgumentException">A figure of the candidate is outside its range; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, all are 0, or <see cref="BusyPlays"/> is not above 0.</exception>
    public double Score(ReviewCandidate candidate)
    {
        CheckWeights();
        if (!(candidate.Margin is >= 0 and <= 1)) throw Bad(candidate, "margin", candidate.Margin, "in [0, 1]");
        if (!(candidate.ShadowDisagreement is >= 0 and <= 1)) throw Bad(candidate, "shadow disagreement", candidate.ShadowDisagreement, "in [0, 1]");
        if (candidate.Plays < 0) throw Bad(candidate, "number of plays", candidate.Plays, "at least 0");
        var decision = candidate.Decision switch
        {
            TagDecision.Review => 1,
            TagDecision.TopTwo => 0.5,
            _ => 0,
        };
        var sum = (DecisionWeight * decision) + (MarginWeight * (1 - candidate.Margin)) + (ShadowWeight * candidate.ShadowDisagreement)
            + (TrafficWeight * candidate.Plays / (candidate.Plays + BusyPlays));
        return sum / (DecisionWeight + MarginWeight + ShadowWeight + TrafficWeight);
    }

    /// <summary>The candidates, the highest score first, equal scores by id.</summary>
    public IReadOnlyList<(ReviewCandidate Candidate, double Score)> Order(IEnumerable<ReviewCandidate> candidates) =>
    [
        .. candidates.Select(candidate => (Candidate: candidate, Score: Score(candidate)))
            .OrderByDescending(scored => scored.Score).ThenBy(scored => scored.Candidate.Id, StringComparer.Ordinal),
    ];

    private static ArgumentException Bad(ReviewCandidate candidate, string what, double value, string range) =>
        new(FormattableString.Invariant($"'{candidate.Id}': the {what} is {value}; it must be {range}."));

    private void CheckWeights()
    {
        double[] weights = [DecisionWeight, MarginWeight, ShadowWeight, TrafficWeight];
        if (weights.Any(weight => !(weight >= 0 && double.IsFinite(weight))) || weights.Sum() <= 0)
            throw new ArgumentOutOfRangeException(nameof(DecisionWeight), "The weights must be at least 0, and one of them above 0.");
        if (!(BusyPlays > 0 && double.IsFinite(BusyPlays))) throw new ArgumentOutOfRangeException(nameof(BusyPlays), BusyPlays, "BusyPlays must be above 0.");
    }
}
