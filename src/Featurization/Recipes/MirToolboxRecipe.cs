using Cluster.Featurization.MirToolbox;

namespace Cluster.Featurization.Recipes;

/// <summary><c>mirtoolbox-v1</c>: the columns of the "Turkish Music Emotion" table, from the band and the noise floor of its recordings.</summary>
internal sealed class MirToolboxRecipe : SchemaRecipe
{
    private const string FixedRecipe =
        "sampleRate=44100;downmix=mean;resampler=kaiser-13.038-pass0.9137457-stop1;level=kept;clip=23.8-47.5/30;window=0.54-0.46/symmetric;" +
        "long=2097152;moments=plus-least/0.95;rolloff=0.85;brightness=1500;flatness=linear;entropy=1e-12;mfcc=133.3333+66.66666666x12*1.0711703/40/13/1e-16;" +
        "chroma=100-6400/20db/261.6256/1e-6;hcdf=0.743/0.1/32768/6;statistics=n-1/uncentred/1e-12;fluctuation=0.023/80/1024/24/8000/10/1e-16;" +
        "roughness=0.05/4096/0.01/3.51/5.75/0.24/0.0207/18.96/global;lowEnergy=0.05;onsets=0.1/100/8192/0.1;lags=0.3-1.5/0.5/0.25;" +
        "gammatone=10/50/9.26449/24.7/1.019/4/0.02/3/16;tempo=0.1/0.01/10/1.1";

    private const string FixedFrontEnd = "fft-16000/16bit-even";

    /// <inheritdoc/>
    public override string Version => FeatureSchema.MirToolboxVersion;

    /// <inheritdoc/>
    public override FeatureForm Form => FeatureForm.Columns;

    /// <inheritdoc/>
    public override int SampleRate => MirToolboxExtractor.SampleRate;

    /// <inheritdoc/>
    public override ClipRule Clips { get; } = new(23.8, 47.5, 30);

    /// <inheritdoc/>
    public override bool HasFrontEnd => true;

    /// <inheritdoc/>
    public override FeatureOptions Defaults => FeatureOptions.MirToolbox;

    /// <inheritdoc/>
    public override string CanonicalText(FeatureOptions options) => $"{Version};{FixedRecipe};frontEnd={(options.FrontEnd ? FixedFrontEnd : "off")}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names(FeatureOptions options) => MirToolboxColumns.Names;

    /// <inheritdoc/>
    public override IClipExtractor CreateExtractor(FeatureOptions options) => new MirToolboxExtractor(options);
}
