using Cluster.Featurization.Numerics;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Numerics;

public class ChannelsTests
{
    [Theory]
    [InlineData(1, 37)]
    [InlineData(2, 0)]
    [InlineData(2, 7)]
    [InlineData(2, 8)]
    [InlineData(2, 1003)]
    [InlineData(3, 50)]
    [InlineData(6, 50)]
    public void MeanAndTake_AnyShape_AreThoseOfPlainLoops(int channels, int frames)
    {
        var interleaved = Signal.Noise(1, channels * frames);
        var mean = new float[frames];
        var taken = new double[frames];

        Channels.Mean(interleaved, channels, mean);

        for (var i = 0; i < frames; i++)
            Tolerance.Near(Enumerable.Range(0, channels).Average(c => (double)interleaved[i * channels + c]), mean[i], 1e-7);
        for (var channel = 0; channel < channels; channel++)
        {
            Channels.Take(interleaved, channel, channels, taken);
            for (var i = 0; i < frames; i++) Assert.Equal(interleaved[i * channels + channel], taken[i]);
        }
    }
}
