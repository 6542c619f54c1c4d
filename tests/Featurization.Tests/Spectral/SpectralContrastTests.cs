using Cluster.Featurization.Numerics;
using Cluster.Featurization.Spectral;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Spectral;

public class SpectralContrastTests
{
    // Bins of bands 0-200, 200-400 ... Hz at 22050 / 2048 Hz per bin, after taking one below and dropping the top one; and how many are
    // averaged.
    private static readonly (int First, int End, int Kept)[] Bands =
        [(0, 18, 1), (18, 37, 1), (37, 74, 1), (74, 148, 2), (148, 297, 3), (297, 594, 6), (594, 1025, 9)];

    [Fact]
    public void Compute_Noise_EqualsSorting()
    {
        const int BinCount = 1025;
        var magnitude = Signal.Noise(3, BinCount * Lanes.Count).Select(Math.Abs).ToArray();
        var peaks = new float[7 * Lanes.Count];
        var valleys = new float[7 * Lanes.Count];

        new SpectralContrast(BinCount, 22_050.0 / 2048).Compute(magnitude, peaks, valleys, Lanes.Count);

        for (var band = 0; band < Bands.Length; band++)
        {
            var (first, end, kept) = Bands[band];
            for (var lane = 0; lane < Lanes.Count; lane++)
            {
                var sorted = Enumerable.Range(first, end - first).Select(k => magnitude[k * Lanes.Count + lane]).Order().ToArray();
                Tolerance.Near(sorted.Take(kept).Average(), valleys[band * Lanes.Count + lane], 1e-7, $"valley {band}");
                Tolerance.Near(sorted.TakeLast(kept).Average(), peaks[band * Lanes.Count + lane], 1e-6, $"peak {band}");
            }
        }
    }
}
