using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;
using Cluster.Featurization.Spectral;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Spectral;

public class FftTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(1024)]
    [InlineData(2048)]
    public void PowerSpectrum_Noise_EqualsNaiveTransformInEveryLane(int length)
    {
        var fft = new Fft(length);
        var power = new float[fft.BinCount * Lanes.Count];
        for (var half = 0; half < 2; half++)
        {
            var tile = new Vector512<double>[length];
            for (var n = 0; n < length; n++)
                tile[n] = Vector512.Create([.. Enumerable.Range(0, 8).Select(lane => (double)Sample(half * 8 + lane, n))]);
            fft.PowerSpectrum(tile, power, half * 8);
        }

        for (var lane = 0; lane < Lanes.Count; lane++)
        {
            for (var k = 0; k <= length / 2; k += Math.Max(1, length / 128))
            {
                var expected = NaivePower(lane, k, length);
                Tolerance.Near(expected, power[k * Lanes.Count + lane], 1e-7 * expected + 1e-12, $"bin {k} of lane {lane}");
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(24)]
    public void Constructor_LengthIsNoPowerOfTwoFrom8_Throws(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => new Fft(length));

    private static float Sample(int lane, int n) => (float)Math.Sin(1.7 * n * (lane + 1) + lane + 0.1 * n * n);

    private static double NaivePower(int lane, int k, int length)
    {
        double re = 0, im = 0;
        for (var n = 0; n < length; n++)
        {
            var angle = -2 * Math.PI * ((long)k * n % length) / length;
            re += Sample(lane, n) * Math.Cos(angle);
            im += Sample(lane, n) * Math.Sin(angle);
        }

        return re * re + im * im;
    }
}
