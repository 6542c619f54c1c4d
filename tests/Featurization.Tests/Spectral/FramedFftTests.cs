using Cluster.Featurization.Numerics;
using Cluster.Featurization.Spectral;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Spectral;

public class FramedFftTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(512)]
    [InlineData(2048)]
    public void PowerSpectra_Noise_EqualNaiveTransformsOfWindowedFrames(int length)
    {
        var fft = new FramedFft(length);
        var signal = Signal.Noise(1, fft.SpanLength);
        var power = new float[fft.BinCount * Lanes.Count];

        fft.PowerSpectra(signal, new double[fft.ScratchLength], power);

        for (var frame = 0; frame < Lanes.Count; frame++)
        {
            for (var k = 0; k <= length / 2; k += Math.Max(1, length / 128))
            {
                var expected = NaivePower(signal.AsSpan(frame * length / 4, length), k);
                Tolerance.Near(expected, power[k * Lanes.Count + frame], 1e-7 * expected + 1e-12, $"bin {k} of frame {frame}");
            }
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(256)]
    [InlineData(300)]
    public void Constructor_LengthIsNotTwoTimesAPowerOfFour_Throws(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => new FramedFft(length));

    private static double NaivePower(ReadOnlySpan<float> frame, int k)
    {
        double re = 0, im = 0;
        for (var n = 0; n < frame.Length; n++)
        {
            var window = 0.5 - 0.5 * Math.Cos(2 * Math.PI * n / frame.Length);
            var angle = -2 * Math.PI * ((long)k * n % frame.Length) / frame.Length;
            re += window * frame[n] * Math.Cos(angle);
            im += window * frame[n] * Math.Sin(angle);
        }

        return re * re + im * im;
    }
}
