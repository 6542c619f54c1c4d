using MathNet.Numerics.Distributions;

namespace Cluster.Modeling.Comparison;

/// <summary>McNemar's test of whether two models are right equally often on the same clips.</summary>
/// <param name="OnlyChampionRight">Clips that only the champion calls rightly.</param>
/// <param name="OnlyCandidateRight">Clips that only the candidate calls rightly.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Exact">True for the binomial test, false for the chi-square approximation.</param>
/// <remarks>
/// <para>Of the <c>n</c> clips on which exactly one is right, each model should have half. Below <see cref="ExactBelow"/> such clips: twice the binomial tail,
/// at most 1. From there on: <c>(|b - c| - 1)^2 / (b + c)</c> against chi-square with 1 degree of freedom (Edwards' correction, not below 0).</para>
/// <para>It takes clips as independent. Where tracks or artists have several clips it sees more evidence than there is: then believe the interval of
/// <see cref="PairedGroupBootstrap"/>. Source: McNemar, Psychometrika 12, 1947; Edwards, Psychometrika 13, 1948.</para>
/// </remarks>
public sealed record McNemarTest(long OnlyChampionRight, long OnlyCandidateRight, double PValue, bool Exact)
{
    /// <summary>With fewer discordant clips the test is exact.</summary>
    public const int ExactBelow = 25;

    /// <summary>Tests.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static McNemarTest Of(long onlyChampionRight, long onlyCandidateRight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyChampionRight);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyCandidateRight);
        var discordant = onlyChampionRight + onlyCandidateRight;
        if (discordant < ExactBelow)
        {
            var p = discordant == 0 ? 1 : 2 * Binomial.CDF(0.5, (int)discordant, Math.Min(onlyChampionRight, onlyCandidateRight));
            return new McNemarTest(onlyChampionRight, onlyCandidateRight, Math.Min(1, p), true);
        }

        var excess = Math.Max(0.0, Math.Abs(onlyChampionRight - onlyCandidateRight) - 1);
        return new McNemarTest(onlyChampionRight, onlyCandidateRight, ChiSquareTail.Of(1, excess * excess / discordant), false);
    }

    /// <summary>Tests the labelled ones among clips.</summary>
    public static McNemarTest Of(IEnumerable<PairedClip> clips)
    {
        long champion = 0, candidate = 0;
        foreach (var clip in clips)
        {
            if (clip.Truth is not { } truth) continue;
            var (championRight, candidateRight) = (clip.Champion.Top() == truth, clip.Candidate.Top() == truth);
            if (championRight && !candidateRight) champion++;
            if (candidateRight && !championRight) candidate++;
        }

        return Of(champion, candidate);
    }
}
