using Cluster.Featurization.Resampling;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Resampling;

public class ResamplerTests
{
    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(96_000)]
    [InlineData(32_000)]
    [InlineData(16_000)]
    [InlineData(8_000)]
    [InlineData(11_025)]
    [InlineData(44_099)] // a ratio too odd for a table of all phases
    [InlineData(1_000)]
    public void Process_SineInThePassBand_KeepsAmplitudeAndPhase(int rate)
    {
        var hz = 0.85 * Math.Min(rate, 22_050) / 2;

        var output = Resample(Signal.Sine(hz, rate, rate), rate, rate);

        var expected = Signal.Sine(hz, output.Length);
        var margin = Math.Min(output.Length / 3, 6000);
        Tolerance.Near(expected.AsSpan(margin..^margin), output.AsSpan(margin..^margin), 3e-5);
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(96_000)]
    [InlineData(44_099)]
    public void Process_SineAboveTheBand_IsGone(int rate)
    {
        var output = Resample(Signal.Sine(11_200, rate, rate), rate, rate);

        Assert.All(output[3000..^3000], value => Assert.True(Math.Abs(value) < 0.5e-5)); // 100 dB below the sine
    }

    [Theory]
    [InlineData(44_100, 1)]
    [InlineData(44_100, 44_101)]
    [InlineData(48_000, 12_345)]
    [InlineData(8_000, 3)]
    [InlineData(22_050, 777)]
    public void Process_AnyLength_GivesTheCeilingOfTheRatio(int rate, int count) =>
        Assert.Equal((int)Math.Ceiling(count * 22_050.0 / rate), Resample(new float[count], rate, count).Length);

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(8_000)]
    [InlineData(22_050)]
    public void Process_InOddBlocks_EqualsOneBlock(int rate)
    {
        var signal = Signal.Noise(1, 30_000);

        Assert.Equal(Resample(signal, rate, signal.Length), Resample(signal, rate, 997));
    }

    [Theory]
    [InlineData(48_000)]
    [InlineData(8_000)]
    public void Process_LongStream_HoldsOnlyItsReach(int rate)
    {
        var resampler = new Resampler(rate, 22_050);
        var output = new float[resampler.MostOutputs(4096)];
        var block = new float[4096];
        for (var n = 0; n < 3; n++) resampler.Process(block, output);
        var before = resampler.Capacity;

        for (var n = 0; n < 1000; n++) resampler.Process(block, output);

        Assert.Equal(before, resampler.Capacity);
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(8_000)]
    [InlineData(66_150)]
    public void Process_Noise_IsTheSumOfTheFormula(int rate)
    {
        var signal = Signal.Noise(4, 9_000);
        var filter = new KaiserFilter(rate, 22_050);
        var taps = new float[2 * filter.HalfTaps];

        var output = Resample(signal, rate, 1_000);

        for (var j = 0; j < output.Length; j += 7)
        {
            var time = (long)j * rate;
            filter.Taps(time % 22_050 / 22_050.0, taps);
            var first = (int)(time / 22_050) - filter.HalfTaps + 1;
            double sum = 0;
            for (var k = 0; k < taps.Length; k++) sum += first + k >= 0 && first + k < signal.Length ? (double)taps[k] * signal[first + k] : 0;
            Tolerance.Near(sum, output[j], 1e-6);
        }
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(44_099)]
    [InlineData(22_050)]
    public void Reset_AfterAnotherStream_LeavesNoTraceOfIt(int rate)
    {
        var (used, output) = (new Resampler(rate, 22_050), new float[40_000]);
        used.Process(Signal.Noise(1, 30_000), output);
        used.Finish(output);
        var signal = Signal.Noise(2, 20_000);

        used.Reset();
        var count = used.Process(signal, output);
        count += used.Finish(output.AsSpan(count));

        Assert.Equal(Resample(signal, rate, signal.Length), output[..count]);
    }

    private static float[] Resample(float[] signal, int rate, int blockLength)
    {
        var resampler = new Resampler(rate, 22_050);
        var output = new List<float>();
        for (var start = 0; start < signal.Length; start += blockLength)
        {
            var block = signal.AsSpan(start, Math.Min(blockLength, signal.Length - start));
            var room = new float[resampler.MostOutputs(block.Length)];
            output.AddRange(room.AsSpan(0, resampler.Process(block, room)));
        }

        var rest = new float[resampler.MostOutputs(0)];
        output.AddRange(rest.AsSpan(0, resampler.Finish(rest)));
        return [.. output];
    }
}
