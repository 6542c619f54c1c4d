using System.Text.Json;
using Cluster.Featurization.Decoding;
using Cluster.TestKit;

namespace Cluster.Featurization.Tests.Golden;

/// <summary>Whole recordings, of which <see cref="InstructionSetTests"/> also compares the vectors of different processes.</summary>
public class MusicParityTests
{
    /// <summary>The environment variable that names a folder into which the vectors are written.</summary>
    public const string VectorFolderVariable = "CLUSTER_TEST_VECTORS";

    private static readonly TrackFeaturizer Featurizer = new(FeatureOptions.Parity) { WithFrameSummary = true };

    /// <summary>The files below the golden folder, and the reference of each.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["wav22/nex_infight.wav"] = "nex_infight.json",
        ["wav22/wes_battle.wav"] = "wes_battle.json",
        ["e2e/wz_track1.mp3"] = "e2e/wz_track1.mp3.json",
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void FeaturizeStretch_WholeRecording_EqualsReference(string file)
    {
        var isResampled = file.StartsWith("e2e", StringComparison.Ordinal);
        if (isResampled) Needs.Component(SndFileNative.IsAvailable, "libsndfile (Debian package libsndfile1)");
        var expected = GoldenFile.Read(Needs.SharedData("golden/" + Files[file]));

        var actual = Featurize(file);

        if (Environment.GetEnvironmentVariable(VectorFolderVariable) is { } folder)
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), JsonSerializer.Serialize(actual.Vector));
        (isResampled ? Parity.AfterResampling : Parity.OfIdenticalPcm(file)).Holds(expected, actual);
    }

    /// <summary>The features of one of the files.</summary>
    public static ClipFeatures Featurize(string file) => Featurizer.FeaturizeStretch(
        Needs.SharedData("golden/" + file), cancellationToken: TestContext.Current.CancellationToken).Clip.Features;
}
