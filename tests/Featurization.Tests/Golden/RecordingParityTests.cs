using Cluster.Featurization.Decoding;
using Cluster.TestKit;

namespace Cluster.Featurization.Tests.Golden;

public class RecordingParityTests
{
    private static readonly TrackFeaturizer Featurizer = new(FeatureOptions.Parity) { WithFrameSummary = true };

    [Theory]
    [InlineData("blupi_000")]
    [InlineData("nex_brainsukker")]
    [InlineData("wes_knolls")]
    [InlineData("wes_love")]
    [InlineData("wes_loyalists")]
    [InlineData("wes_northmt")]
    [InlineData("wz_track1")]
    [InlineData("syn_noise")]
    [InlineData("syn_noise_then_silence")]
    [InlineData("syn_click120")]
    [InlineData("syn_chirp")]
    [InlineData("syn_cmajor")]
    [InlineData("syn_sine440")]
    [InlineData("syn_sine_mt27c")]
    [InlineData("syn_silence")]
    public void FeaturizeStretch_IdenticalPcm_EqualsReference(string name)
    {
        var expected = GoldenFile.Read(Needs.SharedData($"golden/{name}.json"));

        var (audio, clip) = Featurizer.FeaturizeStretch(
            Needs.SharedData($"golden/wav22/{name}.wav"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("WAV", audio.Format);
        Parity.OfIdenticalPcm(name).Holds(expected, clip.Features);
    }

    [Theory]
    [InlineData("nex_infight.flac", "FLAC")]
    [InlineData("nex_infight.mp3", "MP3")]
    [InlineData("nex_infight.ogg", "OGG Vorbis")]
    [InlineData("wes_battle.flac", "FLAC")]
    [InlineData("wes_battle.mp3", "MP3")]
    [InlineData("wes_battle.ogg", "OGG Vorbis")]
    [InlineData("wz_track1.flac", "FLAC")]
    [InlineData("wz_track1.ogg", "OGG Vorbis")]
    public void FeaturizeStretch_CompressedStereo_EqualsReferenceAfterResampling(string name, string format)
    {
        Needs.Component(SndFileNative.IsAvailable, "libsndfile (Debian package libsndfile1)");
        var expected = GoldenFile.Read(Needs.SharedData($"golden/e2e/{name}.json"));

        var (audio, clip) = Featurizer.FeaturizeStretch(
            Needs.SharedData($"golden/e2e/{name}"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(format, audio.Format);
        Parity.AfterResampling.Holds(expected, clip.Features);
    }
}
