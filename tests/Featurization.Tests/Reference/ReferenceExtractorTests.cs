using Cluster.Featurization.Decoding;
using Cluster.Featurization.Tests.Golden;
using Cluster.TestKit;

namespace Cluster.Featurization.Tests.Reference;

/// <summary>The reference is itself held to librosa's numbers.</summary>
public class ReferenceExtractorTests
{
    [Theory]
    [InlineData("wes_battle")]
    [InlineData("syn_noise_then_silence")]
    public void Extract_GoldenClip_EqualsLibrosa(string name)
    {
        var expected = GoldenFile.Read(Needs.SharedData($"golden/{name}.json"));
        using var reader = AudioReader.Open(Needs.SharedData($"golden/wav22/{name}.wav"));
        var samples = new float[reader.FrameCount!.Value];
        reader.Read(samples);

        var actual = ReferenceExtractor.Extract(samples, FeatureOptions.Parity, expected.Tuning);

        // librosa sorts the peaks into steps in single precision, which may move the fullest one by a step.
        (Parity.OfIdenticalPcm(name) with { Tuning = 0.011 }).Holds(expected, actual.AsClip());
    }
}
