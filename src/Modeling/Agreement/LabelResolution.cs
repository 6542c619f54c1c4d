using Cluster.Abstractions.Emotions;
using static System.FormattableString;

namespace Cluster.Modeling.Agreement;

/// <summary>The label that votes come to.</summary>
/// <param name="Label">The emotion; null where the votes do not decide.</param>
/// <param name="Weight">Weight for the leading emotion.</param>
/// <param name="Total">All weight, for and against.</param>
/// <param name="Voters">Authors who were counted.</param>
/// <param name="Reason">How it came about, in words.</param>
/// <remarks>
/// <para>Each author's last vote counts (same time: the last in order), with the weight of its kind. A vote against an emotion takes from that emotion and
/// counts in the total. The emotion that leads (weight for minus weight against) becomes the label when nothing ties with it, its lead is at least
/// <see cref="LabelResolutionOptions.LeastWeight"/>, and the weight for it is more than <see cref="LabelResolutionOptions.LeastShare"/> of the total.</para>
/// <para>A tie is no label: which of two emotions is right is then a question to another listener, not to a rule.</para>
/// </remarks>
public sealed record LabelResolution(EmotionLabel? Label, double Weight, double Total, int Voters, string Reason)
{
    // Sums of the same weights in another order differ in the last digits.
    private const double Tolerance = 1e-9;

    /// <summary>Counts the votes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range, or a vote is on no emotion.</exception>
    public static LabelResolution Of(IEnumerable<LabelVote> votes, LabelResolutionOptions options)
    {
        options.Check();
        var last = votes.Index().GroupBy(vote => vote.Item.Author, StringComparer.Ordinal)
            .Select(own => own.OrderBy(vote => vote.Item.At).ThenBy(vote => vote.Index).Last().Item).ToArray();
        if (last.Length == 0) return new LabelResolution(null, 0, 0, 0, "Nobody has voted.");
        var weightFor = new double[EmotionProbabilities.Count];
        var lead = new double[EmotionProbabilities.Count];
        var total = 0.0;
        foreach (var vote in last)
        {
            if (!Enum.IsDefined(vote.Label)) throw new ArgumentOutOfRangeException(nameof(votes), (int)vote.Label, $"The vote of '{vote.Author}' is on no emotion.");
            var weight = options.WeightOf(vote.Kind);
            total += weight;
            lead[(int)vote.Label] += vote.Against ? -weight : weight;
            if (!vote.Against) weightFor[(int)vote.Label] += weight;
        }

        var best = (EmotionLabel)Array.IndexOf(lead, lead.Max());
        var (name, support, ahead) = (best.ToName(), weightFor[(int)best], lead[(int)best]);
        LabelResolution Undecided(string reason) => new(null, support, total, last.Length, reason);
        if (support == 0 || ahead <= Tolerance) return Undecided("More speaks against than for every emotion that was named.");
        var tied = Enum.GetValues<EmotionLabel>().Where(label => Math.Abs(lead[(int)label] - ahead) <= Tolerance).Select(label => label.ToName()).ToArray();
        if (tied.Length > 1) return Undecided($"A tie of {string.Join(" and ", tied)}.");
        if (ahead < options.LeastWeight - Tolerance) return Undecided(Invariant($"{name} leads by {ahead:G4}, below {options.LeastWeight:G4}."));
        if (support <= (options.LeastShare * total) + Tolerance) return Undecided(Invariant($"{name} has {support:G4} of {total:G4}, no more than {options.LeastShare:P0}."));
        return new LabelResolution(best, support, total, last.Length, Invariant($"{name} has {support:G4} of {total:G4} by {last.Length} voters."));
    }
}
