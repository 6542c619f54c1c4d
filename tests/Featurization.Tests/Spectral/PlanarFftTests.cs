using Cluster.Featurization.Spectral;
using Cluster.Featurization.Tests.Reference;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Spectral;

public class PlanarFftTests
{
    public static TheoryData<int> Lengths => [64, 128, 256, 512, 1024, 4096, 8192, 32_768, 1 << 17];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Transform_Noise_EqualsTextbook(int length)
    {
        var (re, im) = (Noise(1, length), Noise(2, length));
        var (expectedRe, expectedIm) = ((double[])re.Clone(), (double[])im.Clone());
        ReferenceFft.Transform(expectedRe, expectedIm);

        Transform(re, im);

        var most = expectedRe.Max(Math.Abs);
        for (var k = 0; k < length; k++)
        {
            Tolerance.Near(expectedRe[k], re[k], 1e-13 * most, $"real part {k}");
            Tolerance.Near(expectedIm[k], im[k], 1e-13 * most, $"imaginary part {k}");
        }
    }

    [Fact]
    public void Transform_PartsExchanged_IsTheInverse()
    {
        var (re, im) = (Noise(1, 4096), Noise(2, 4096));
        var before = (double[])re.Clone();

        Transform(re, im);
        Transform(im, re);

        for (var i = 0; i < re.Length; i++) Tolerance.Near(before[i], re[i] / re.Length, 1e-14, $"sample {i}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(96)]
    public void Constructor_NoPowerOfTwoFrom64_Throws(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => new PlanarFft(length));

    [Fact]
    public void Transform_ShortBuffers_Throws()
    {
        var fft = new PlanarFft(64);

        Assert.Throws<ArgumentException>(() => fft.Transform(new double[63], new double[64], new double[fft.ScratchLength]));
        Assert.Throws<ArgumentException>(() => fft.Transform(new double[64], new double[63], new double[fft.ScratchLength]));
        Assert.Throws<ArgumentException>(() => fft.Transform(new double[64], new double[64], new double[fft.ScratchLength - 1]));
    }

    [Fact]
    public void PowersOfTwo_TwoSignals_AreTheirOwn()
    {
        var (one, other) = (Noise(1, 1024), Noise(2, 1024));
        var (re, im) = ((double[])one.Clone(), (double[])other.Clone());
        Transform(re, im);
        var (powers, otherPowers) = (new double[513], new double[513]);

        RealSpectra.PowersOfTwo(re, im, powers, otherPowers);

        Near(PowersOf(one), powers);
        Near(PowersOf(other), otherPowers);
    }

    [Fact]
    public void MagnitudesOfInterleaved_ASignal_AreItsOwn()
    {
        var signal = Noise(1, 8192);
        var (even, odd) = (Every(signal, 0), Every(signal, 1));
        Transform(even, odd);
        var magnitudes = new double[4097];

        RealSpectra.MagnitudesOfInterleaved(even, odd, magnitudes);

        Near([.. PowersOf(signal).Select(Math.Sqrt)], magnitudes);
    }

    [Fact]
    public void CutAbove_ASignal_LeavesTheBinsBelow()
    {
        const int Last = 3000;
        var signal = Noise(1, 8192);
        var (re, im) = ((double[])signal.Clone(), new double[8192]);
        ReferenceFft.Transform(re, im);
        for (var k = Last + 1; k < 8192 - Last; k++) (re[k], im[k]) = (0, 0);
        ReferenceFft.Transform(im, re);
        var (even, odd) = (Every(signal, 0), Every(signal, 1));

        Transform(even, odd);
        RealSpectra.CutAbove(even, odd, Last);
        Transform(odd, even);

        for (var i = 0; i < signal.Length; i++) Tolerance.Near(re[i] / 8192, (i % 2 == 0 ? even : odd)[i / 2] / 4096, 1e-13, $"sample {i}");
    }

    private static double[] Noise(int seed, int length) => Array.ConvertAll(Signal.Noise(seed, length), sample => (double)sample);

    private static double[] Every(double[] signal, int offset) => [.. signal.Where((_, i) => i % 2 == offset)];

    private static void Transform(double[] re, double[] im)
    {
        var fft = new PlanarFft(re.Length);
        fft.Transform(re, im, new double[fft.ScratchLength]);
    }

    private static double[] PowersOf(double[] signal)
    {
        var (re, im) = ((double[])signal.Clone(), new double[signal.Length]);
        ReferenceFft.Transform(re, im);
        return [.. Enumerable.Range(0, signal.Length / 2 + 1).Select(k => re[k] * re[k] + im[k] * im[k])];
    }

    private static void Near(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++) Tolerance.Near(expected[i], actual[i], 1e-12 * expected.Max(), $"bin {i}");
    }
}
