using Cluster.TestKit;
using Cluster.TestKit.Signals;

namespace Cluster.Featurization.Tests.Golden;

public class SyntheticParityTests
{
    private const int Count = 661_500;

    [Theory]
    [InlineData("syn_sine440")]
    [InlineData("syn_sine_mt27c")]
    [InlineData("syn_click120")]
    [InlineData("syn_chirp")]
    [InlineData("syn_cmajor")]
    [InlineData("syn_silence")]
    public void Extract_SyntheticSignal_EqualsReference(string name)
    {
        var expected = GoldenFile.Read(Path.Combine(RepositoryPaths.Root, "tests", "Fixtures", "librosa", name + ".json"));

        var actual = new FeatureExtractor(FeatureOptions.Parity).Extract(Signal.SampledPcm16(Of(name), Count));

        Parity.OfIdenticalPcm(name).Holds(expected, actual);
    }

    private static Func<double, double> Of(string name) => name switch
    {
        "syn_sine440" => Signal.SineAt(440),
        "syn_sine_mt27c" => Signal.SineAt(440 * Math.Pow(2, 27.0 / 1200)),
        "syn_click120" => Signal.Clicks120At(),
        "syn_chirp" => Signal.LogarithmicChirpAt(20, 11_000, (Count - 1) / 22_050.0),
        "syn_cmajor" => Signal.ChordAt([261.6256, 329.6276, 391.9954]),
        _ => _ => 0,
    };
}
