using Cluster.Modeling.Experiments;

namespace Cluster.Modeling.Tests.Experiments;

/// <summary>Experiments that are looked at after every outcome and stopped at the first difference found at 0.05.</summary>
internal static class SequentialSimulation
{
    /// <returns>The share of experiments that found a difference, and the mean outcomes of those.</returns>
    public static (double Share, double MeanOutcomes) Run(double control, double treatment, double share, int outcomes, int experiments, int seed, double tau = 0.05)
    {
        var random = new Random(seed);
        int found = 0;
        var stops = 0.0;
        for (var e = 0; e < experiments; e++)
        {
            long n = 0, x = 0, m = 0, y = 0;
            var test = SequentialDifference.Start;
            for (var i = 1; i <= outcomes; i++)
            {
                if (random.NextDouble() < share)
                {
                    m++;
                    if (random.NextDouble() < treatment) y++;
                }
                else
                {
                    n++;
                    if (random.NextDouble() < control) x++;
                }

                test = test.Look(new ArmOutcome("c", n, x), new ArmOutcome("t", m, y), tau, 0.05);
                if (test.PValue > 0.05) continue;
                found++;
                stops += i;
                break;
            }
        }

        return ((double)found / experiments, found == 0 ? 0 : stops / found);
    }
}
