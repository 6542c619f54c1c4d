using Cluster.Modeling.Comparison;
using MathNet.Numerics.Distributions;

namespace Cluster.Modeling.Drift;

/// <summary>How far the counts of a window are from those of the reference.</summary>
/// <param name="Psi">Population stability index, <c>sum (p - q) ln(p / q)</c> with shares p of the window and q of the reference; at least 0.</param>
/// <param name="Kl">Kullback-Leibler divergence of the window from the reference, <c>sum p ln(p / q)</c>, in nats; at least 0.</param>
/// <param name="Bins">Bins that have a value in the window or the reference.</param>
/// <param name="Scale"><c>1 / n + 1 / m</c> with n values in the window and m in the reference; 0 where either has none.</param>
/// <remarks>
/// <para>Bins that are empty on both sides are left out. Every other bin gets 0.5 on both sides, <c>p = (count + 0.5) / (n + 0.5 bins)</c>, so that an empty bin is rare,
/// not impossible (Jeffreys' prior).</para>
/// <para>Without any drift PSI is about <c>(1 / n + 1 / m)</c> times a chi-square variable with <c>bins - 1</c> degrees of freedom, so that small windows have a great PSI by
/// chance alone: 20 bins at n = 100 have 0.19 on average. Source: Yurdakul, "Statistical Properties of Population Stability Index", Western Michigan University, 2018.</para>
/// </remarks>
public sealed record PopulationStability(double Psi, double Kl, int Bins, double Scale)
{
    private const double Smoothing = 0.5;

    /// <summary>The chance of a PSI at least this great without drift; 1 where there is nothing to compare.</summary>
    public double PValue => Scale == 0 ? 1 : ChiSquareTail.Of(Bins - 1, Psi / Scale);

    /// <summary>Compares.</summary>
    /// <param name="reference">Counts of the reference.</param>
    /// <param name="current">Counts of the window, of the same bins.</param>
    /// <exception cref="ArgumentException">The numbers of bins differ.</exception>
    public static PopulationStability Of(BinCounts reference, BinCounts current)
    {
        if (reference.Bins != current.Bins) throw new ArgumentException($"The window has {current.Bins} bins, the reference {reference.Bins}.", nameof(current));
        if (reference.Total == 0 || current.Total == 0) return new PopulationStability(0, 0, 0, 0);
        var occupied = 0;
        for (var bin = 0; bin < reference.Bins; bin++)
        {
            if (reference[bin] > 0 || current[bin] > 0) occupied++;
        }

        double psi = 0, kl = 0;
        for (var bin = 0; bin < reference.Bins; bin++)
        {
            if (reference[bin] == 0 && current[bin] == 0) continue;
            var p = (current[bin] + Smoothing) / (current.Total + (Smoothing * occupied));
            var q = (reference[bin] + Smoothing) / (reference.Total + (Smoothing * occupied));
            psi += (p - q) * Math.Log(p / q);
            kl += p * Math.Log(p / q);
        }

        return new PopulationStability(psi, Math.Max(0, kl), occupied, (1.0 / current.Total) + (1.0 / reference.Total));
    }

    /// <summary>The PSI that is not exceeded by chance with this probability; 0 where there is nothing to compare.</summary>
    /// <param name="probability">In (0, 1).</param>
    public double ByChance(double probability) => Bins < 2 ? 0 : Scale * ChiSquared.InvCDF(Bins - 1, probability);
}
