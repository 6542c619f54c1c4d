using System.Globalization;

namespace Cluster.Featurization.Recipes;

/// <summary><c>logmel-v1</c>: the mel spectrum itself.</summary>
internal sealed class LogMelRecipe : SchemaRecipe
{
    private const string FixedRecipe =
        "sampleRate=22050;downmix=mean;resampler=kaiser-13.038-pass0.9137457-stop1;stft=2048/512/hann/centred-zero;mel=slaney/area/power/0-11025;" +
        "db=10log10/floor1e-10/range80;loudness=bs1770-4;patch=mean/128/band-major";

    /// <inheritdoc/>
    public override string Version => FeatureSchema.LogMelVersion;

    /// <inheritdoc/>
    public override FeatureForm Form => FeatureForm.Patch;

    /// <inheritdoc/>
    public override FeatureOptions Defaults => FeatureOptions.LogMel;

    /// <inheritdoc/>
    public override string CanonicalText(FeatureOptions options)
    {
        var culture = CultureInfo.InvariantCulture;
        var target = options.LoudnessTargetLufs?.ToString("R", culture) ?? "off";
        return string.Create(culture, $"{Version};{FixedRecipe};target={target};melBands={options.MelBandCount}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names(FeatureOptions options) =>
        [.. from band in Enumerable.Range(1, options.MelBandCount)
            from step in Enumerable.Range(1, LogMelExtractor.StepCount)
            select string.Create(CultureInfo.InvariantCulture, $"logmel_{band}_{step}")];

    /// <inheritdoc/>
    public override IClipExtractor CreateExtractor(FeatureOptions options) => new LogMelExtractor(options);
}
