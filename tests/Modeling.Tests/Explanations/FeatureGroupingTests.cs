using Cluster.Featurization;
using Cluster.Modeling.Explanations;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class FeatureGroupingTests
{
    [Fact]
    public void FromNames_OwnSchema_GroupsEveryFeature()
    {
        var names = FeatureSchema.Default.Names;
        var grouping = FeatureGrouping.FromNames(names);
        Assert.Equal(["timbre", "harmony", "rhythm", "loudness"], grouping.Groups);
        Assert.Equal(48, Count(grouping, "harmony"));
        Assert.Equal(["tempo"], names.Where((_, j) => grouping.Groups[grouping.GroupOf[j]] == "rhythm"));
        Assert.All(names.Where((_, j) => grouping.Groups[grouping.GroupOf[j]] == "loudness"), name => Assert.StartsWith("rms_", name, StringComparison.Ordinal));
        Assert.Equal(4, Count(grouping, "loudness"));
    }

    [Fact]
    public void FromNames_LogMel_GroupsBandsByThirds()
    {
        var schema = FeatureSchema.Find("logmel-v1")!;
        var grouping = FeatureGrouping.FromNames(schema.Names);
        Assert.Equal(["low", "mid", "high"], grouping.Groups);
        Assert.Equal([22 * 128, 21 * 128, 21 * 128], grouping.Groups.Select(name => Count(grouping, name)));
        Assert.Equal((0, 2), (grouping.GroupOf[0], grouping.GroupOf[^1]));
        Assert.Equal([0, 1], [grouping.GroupOf[(22 * 128) - 1], grouping.GroupOf[22 * 128]]);
    }

    [Fact]
    public void FromNames_TurkishTable_GroupsEveryFeature()
    {
        var header = File.ReadLines(Needs.SharedData("turkish-music-emotion/acoustic_features.csv")).First();
        var names = header.Split(',')[1..];
        var grouping = FeatureGrouping.FromNames(names);
        Assert.Equal(["timbre", "harmony", "rhythm", "loudness"], grouping.Groups);
        Assert.Equal([24, 18, 6, 2], grouping.Groups.Select(name => Count(grouping, name)));
    }

    [Theory]
    [InlineData("MFCC_Mean_1", "timbre")]
    [InlineData(" _Zero-crossingrate_Mean", "timbre")]
    [InlineData("spectral_centroid_mean", "timbre")]
    [InlineData("roll_off", "timbre")]
    [InlineData("_EntropyofSpectrum_Mean", "timbre")]
    [InlineData("key", "harmony")]
    [InlineData("Mode", "harmony")]
    [InlineData("key_clarity", "harmony")]
    [InlineData("hcdf_std", "harmony")]
    [InlineData("chroma_std_12", "harmony")]
    [InlineData("event density", "rhythm")]
    [InlineData("_Pulseclarity_Mean", "rhythm")]
    [InlineData("onset_rate", "rhythm")]
    [InlineData("_Lowenergy_Mean", "loudness")]
    [InlineData("energy", "loudness")]
    [InlineData("keyboard", "other")]
    [InlineData("modern", "other")]
    [InlineData("temporary", "other")]
    [InlineData("f17", "other")]
    [InlineData("", "other")]
    [InlineData("logmel_0_1", "other")]
    public void FromNames_Name_HasItsGroup(string name, string expected) => Assert.Equal([expected], FeatureGrouping.FromNames([name]).Groups);

    [Fact]
    public void Constructor_DamagedGrouping_SaysWhere()
    {
        AssertFails("0 groups", [], []);
        AssertFails("11 groups", [.. Enumerable.Range(0, 11).Select(n => $"g{n}")], [.. Enumerable.Range(0, 11)]);
        AssertFails("no name", ["a", " "], [0, 1]);
        AssertFails("Two groups are called 'a'", ["a", "a"], [0, 1]);
        AssertFails("Feature 1 is in group 2", ["a", "b"], [0, 2]);
        AssertFails("Feature 0 is in group -1", ["a", "b"], [-1, 1]);
        AssertFails("No feature is in the group 'b'", ["a", "b"], [0, 0]);

        static void AssertFails(string expected, string[] groups, int[] groupOf) =>
            Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new FeatureGrouping(groups, groupOf)).Message, StringComparison.Ordinal);
    }

    private static int Count(FeatureGrouping grouping, string name) => grouping.GroupOf.Count(g => grouping.Groups[g] == name);
}
