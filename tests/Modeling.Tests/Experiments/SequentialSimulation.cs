using Cluster.Modeling.Experiments;

namespace Cluster.Modeling.Tests.Experiments;

/// <summary>Experiments that are looked at after every outcome.</summary>
internal static class SequentialSimulation
{
    /// <summary>Stops each at the first difference found at 0.05.</summary>
    /// <returns>The share of experiments that found a difference, and the mean outcomes of those.</returns>
    public static (double Share, double MeanOutcomes) Run(double control, double treatment, double share, int outcomes, int experiments, int seed, double tau = 0.05)
    {
        var stops = Stops(control, treatment, share, outcomes, experiments, seed, tau, test => test.PValue <= 0.05);
        return ((double)stops.Count / experiments, stops.Count == 0 ? 0 : stops.Average());
    }

    /// <returns>The share of experiments whose interval at 0.95 does not hold the true difference at some look.</returns>
    public static double ShareThatLeaves(double control, double treatment, double share, int outcomes, int experiments, int seed) =>
        (double)Stops(control, treatment, share, outcomes, experiments, seed, 0.05, test => treatment - control < test.Interval.Low || treatment - control > test.Interval.High).Count
        / experiments;

    /// <returns>The outcomes after which experiments stopped; none for those that did not.</returns>
    private static List<int> Stops(
        double control, double treatment, double share, int outcomes, int experiments, int seed, double tau, Predicate<SequentialDifference> stop)
    {
        var random = new Random(seed);
        var stops = new List<int>();
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
                if (!stop(test)) continue;
                stops.Add(i);
                break;
            }
        }

        return stops;
    }
}
