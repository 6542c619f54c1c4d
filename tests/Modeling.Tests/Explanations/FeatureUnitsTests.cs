using Cluster.Featurization;
using Cluster.Modeling.Explanations;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class FeatureUnitsTests
{
    [Theory]
    [InlineData("mfcc_delta_std_3", "1")]
    [InlineData("chroma_mean_12", "1")]
    [InlineData("centroid_p90", "Hz")]
    [InlineData("rolloff_mean", "Hz")]
    [InlineData("contrast_mean_2", "dB")]
    [InlineData("zcr_mean", "share")]
    [InlineData("rms_p10", "1")]
    [InlineData("tempo", "bpm")]
    [InlineData("logmel_64_128", "dB")]
    [InlineData("_RMSenergy_Mean", "1")]
    [InlineData("_Lowenergy_Mean", "share")]
    [InlineData("_Zero-crossingrate_Mean", "1/s")]
    [InlineData("_Spectralcentroid_Mean", "Hz")]
    [InlineData("_Rolloff_Mean", "Hz")]
    [InlineData("_Tempo_Mean", "bpm")]
    [InlineData("_HarmonicChangeDetectionFunction_Mean", "1")]
    [InlineData("_HarmonicChangeDetectionFunction_PeriodFreq", "Hz")]
    [InlineData("HCDF_PeriodFreq", "Hz")]
    [InlineData("HCDF_Std", "1")]
    [InlineData("temperature", null)]
    [InlineData("f0", null)]
    public void Of_Name_IsItsUnit(string name, string? expected) => Assert.Equal(expected, FeatureUnits.Of(name));

    [Fact]
    public void Of_ReleasedSchemas_KnowsEveryFeature() =>
        Assert.All(FeatureSchema.Released.SelectMany(schema => schema.Names), name => Assert.NotNull(FeatureUnits.Of(name)));
}
