namespace Cluster.Featurization.Tests;

public class FeatureSchemaTests
{
    [Fact]
    public void Id_DefaultOptions_IsTheReleasedOne()
    {
        // A new id is a new schema: every cached vector and every model of the old one stays with the old one. Change it with a CHANGELOG
        // line.
        Assert.Equal("librosa-v1-b7282f4d", FeatureSchema.Default.Id);
    }

    [Fact]
    public void Names_DefaultOptions_FollowTheVector()
    {
        var names = FeatureSchema.Default.Names;

        Assert.Equal(249, FeatureSchema.Default.Length);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal("mfcc_mean_1", names[0]);
        Assert.Equal("mfcc_std_1", names[13]);
        Assert.Equal("mfcc_p10_1", names[26]);
        Assert.Equal("mfcc_p90_13", names[51]);
        Assert.Equal("mfcc_delta_mean_1", names[52]);
        Assert.Equal("chroma_mean_1", names[156]);
        Assert.Equal("centroid_mean", names[204]);
        Assert.Equal("rms_p90", names[247]);
        Assert.Equal("tempo", names[248]);
    }

    public static TheoryData<string> Settings =>
        [.. typeof(FeatureOptions).GetProperties().Where(property => property.SetMethod is not null).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Id_AnySettingChanged_Changes(string setting)
    {
        var (unchanged, changed) = (HeededBy(setting), HeededBy(setting) with { });
        typeof(FeatureOptions).GetProperty(setting)!.SetValue(changed, OtherThanDefault(setting));

        Assert.NotEqual(unchanged, changed);
        Assert.NotEqual(new FeatureSchema(unchanged).Id, new FeatureSchema(changed).Id);
        Assert.NotEqual(FeatureSchema.CanonicalText(unchanged), FeatureSchema.CanonicalText(changed));
    }

    [Fact]
    public void Id_EverySetting_HasAnIdOfItsOwn()
    {
        var ids = Settings.Select(row => row.Data).Select(setting =>
        {
            var changed = HeededBy(setting) with { };
            typeof(FeatureOptions).GetProperty(setting)!.SetValue(changed, OtherThanDefault(setting));
            return new FeatureSchema(changed).Id;
        }).ToList();

        Assert.Equal(8, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    /// <summary>The defaults of a recipe that heeds a setting.</summary>
    private static FeatureOptions HeededBy(string setting) => setting == nameof(FeatureOptions.FrontEnd) ? FeatureOptions.MirToolbox : FeatureOptions.Default;

    /// <summary>A value within its range; a setting that is new has to be added here.</summary>
    private static object? OtherThanDefault(string setting) => setting switch
    {
        nameof(FeatureOptions.Recipe) => FeatureRecipe.LogMel,
        nameof(FeatureOptions.LoudnessTargetLufs) => null,
        nameof(FeatureOptions.MelBandCount) => 127,
        nameof(FeatureOptions.MfccCount) => 12,
        nameof(FeatureOptions.RolloffShare) => 0.850001,
        nameof(FeatureOptions.TextureWindowS) => 2.0,
        nameof(FeatureOptions.TextureHopS) => 0.25,
        nameof(FeatureOptions.FrontEnd) => false,
        _ => throw new ArgumentOutOfRangeException(nameof(setting), $"Say which other value {setting} can take, here and in the schema's canonical text."),
    };

    [Fact]
    public void Id_LoudnessTargets_Differ() =>
        Assert.NotEqual(FeatureSchema.Default.Id, new FeatureSchema(new FeatureOptions { LoudnessTargetLufs = -14 }).Id);

    [Fact]
    public void Id_EqualSettings_IsEqual() => Assert.Equal(FeatureSchema.Default.Id, new FeatureSchema(new FeatureOptions()).Id);

    [Theory]
    [InlineData(10, 13)]
    [InlineData(128, 0)]
    [InlineData(24, 25)]
    public void Constructor_SettingOutsideItsRange_Throws(int melBands, int mfccs) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FeatureSchema(new FeatureOptions { MelBandCount = melBands, MfccCount = mfccs }));

    [Fact]
    public void Vector_OfAClip_HoldsTheWindowSummaryInTheOrderOfTheNames()
    {
        var extractor = new FeatureExtractor(FeatureOptions.Default);
        var features = extractor.Extract(TestKit.Signals.Signal.Tune(1, 5));

        Assert.Equal(extractor.Schema.Length, features.Vector.Length);
        Assert.Equal((float)features.Tempo, features.Vector[^1]);
        for (var i = 0; i < features.Vector.Length - 1; i++)
        {
            var parts = extractor.Schema.Names[i].Split('_');
            var family = FeatureSchema.Families.Last(f => extractor.Schema.Names[i].StartsWith(FeatureSchema.NameOf(f) + "_", StringComparison.Ordinal)
                && !(f == FeatureFamily.Mfcc && parts[1].StartsWith("delta", StringComparison.Ordinal)));
            var element = int.TryParse(parts[^1], out var number) ? number - 1 : 0;
            var summary = features.WindowSummary[family];
            var values = parts.First(p => p is "mean" or "std" or "p10" or "p90") switch
            {
                "mean" => summary.Mean,
                "std" => summary.Std,
                "p10" => summary.P10,
                _ => summary.P90,
            };
            Assert.Equal((float)values[element], features.Vector[i]);
        }
    }
}
