using Cluster.Featurization.Loudness;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Loudness;

public class KWeightedEnergyTests
{
    [Theory]
    [InlineData(44_100, 441, 1e-9)]
    [InlineData(48_000, 480, 1e-9)]
    [InlineData(192_000, 1_920, 1e-7)]
    [InlineData(768_000, 7_680, 1e-4)] // 38 Hz are far from such a rate: the recursion loses digits
    [InlineData(1_000, 10, 1e-9)]
    [InlineData(22_050, 3, 1e-9)]
    public void Sum_NoiseInPieces_IsThatOfTheTwoFiltersOneSampleAtATime(int rate, int pieceLength, double tolerance)
    {
        var weighting = new KWeighting(rate);
        var filter = new KWeightedEnergy(weighting);
        var noise = Array.ConvertAll(Signal.Noise(1, 20 * pieceLength + 5), x => (double)x + 0.2);
        var padded = (double[])[0, 0, 0, 0, .. noise];
        var outputs = new double[KWeightedEnergy.Order];
        double sum = 0;

        for (var start = 0; start < noise.Length; start += pieceLength)
        {
            var length = Math.Min(pieceLength, noise.Length - start);
            sum += filter.Sum(padded.AsSpan(start, KWeightedEnergy.Order + length), outputs);
        }

        var expected = Filter(weighting.HighPass, Filter(weighting.Shelf, noise));
        var energy = expected.Sum(z => z * z);
        Tolerance.Near(energy, sum, tolerance * energy);
        Tolerance.Near(expected[^1], outputs[^1], 10 * tolerance);
    }

    private static double[] Filter(KWeighting.Biquad f, double[] x)
    {
        var y = new double[x.Length];
        double At(double[] values, int n) => n < 0 ? 0 : values[n];
        for (var n = 0; n < x.Length; n++)
            y[n] = f.B0 * x[n] + f.B1 * At(x, n - 1) + f.B2 * At(x, n - 2) - f.A1 * At(y, n - 1) - f.A2 * At(y, n - 2);
        return y;
    }
}
