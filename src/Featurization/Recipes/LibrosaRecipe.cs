using System.Globalization;

namespace Cluster.Featurization.Recipes;

/// <summary><c>librosa-v1</c>: statistics of hand-made features over texture windows.</summary>
internal sealed class LibrosaRecipe : SchemaRecipe
{
    // Whatever is fixed by the version stands here, so that a change of the recipe cannot keep the id by oversight.
    private const string FixedRecipe =
        "sampleRate=22050;downmix=mean;resampler=kaiser-13.038-pass0.9137457-stop1;stft=2048/512/hann/centred-zero;mel=slaney/area/power/0-11025;" +
        "db=10log10/floor1e-10/range80;mfcc=dct2-ortho;delta=savgol9-interp;chroma=12/power/tuned/oct5/width2/l2/max;" +
        "contrast=6/200/0.02/db;zcr=edge/1e-10;rms=zero;tempo=mean-flux/8s/120/1/320;loudness=bs1770-4;percentile=linear;std=population";

    private static readonly string[] Statistics = ["mean", "std", "p10", "p90"];

    /// <inheritdoc/>
    public override string Version => FeatureSchema.Version;

    /// <inheritdoc/>
    public override FeatureForm Form => FeatureForm.Summaries;

    /// <inheritdoc/>
    public override FeatureOptions Defaults => FeatureOptions.Default;

    /// <inheritdoc/>
    public override string CanonicalText(FeatureOptions options)
    {
        var culture = CultureInfo.InvariantCulture;
        var target = options.LoudnessTargetLufs?.ToString("R", culture) ?? "off";
        return string.Create(culture, $"{Version};{FixedRecipe};target={target};melBands={options.MelBandCount};mfccCount={options.MfccCount};") +
            string.Create(culture, $"rolloff={options.RolloffShare:R};window={options.TextureWindowS:R};hop={options.TextureHopS:R}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names(FeatureOptions options)
    {
        var names = new List<string>();
        foreach (var family in FeatureSchema.Families)
        {
            var width = FeatureSchema.WidthOf(family, options);
            foreach (var statistic in Statistics)
            {
                for (var i = 1; i <= width; i++)
                {
                    names.Add(width == 1
                        ? $"{FeatureSchema.NameOf(family)}_{statistic}"
                        : string.Create(CultureInfo.InvariantCulture, $"{FeatureSchema.NameOf(family)}_{statistic}_{i}"));
                }
            }
        }

        names.Add("tempo");
        return [.. names];
    }

    /// <inheritdoc/>
    public override IClipExtractor CreateExtractor(FeatureOptions options) => new FeatureExtractor(options);
}
