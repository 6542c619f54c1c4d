using Cluster.Featurization.Tests.Golden;

namespace Cluster.Featurization.Tests.Reference;

/// <summary>All features of a clip from the rules, in double precision and plain loops: slow, and simple enough to be checked by
/// reading.</summary>
/// <remarks>
/// Single precision appears only where the rules name it: spectra are rounded to it, and the roll-off's running sum is kept in it. It
/// shares no code with the featurizer; the golden files check it like the featurizer itself.
/// </remarks>
internal static class ReferenceExtractor
{
    /// <summary>Computes the features.</summary>
    /// <param name="samples">Mono at 22.05 kHz.</param>
    /// <param name="options">The settings; loudness is left to the caller.</param>
    /// <param name="chromaTuning">The tuning that chroma is folded with; null for the one that is found.</param>
    public static ExpectedFeatures Extract(float[] samples, FeatureOptions options, double? chromaTuning = null)
    {
        var spectrogram = ReferenceSpectrogram.Of(samples);
        var levels = ReferenceMel.Levels(spectrogram, options.MelBandCount);
        var tuning = ReferenceChroma.Tuning(spectrogram);
        var cepstrum = ReferenceMel.Cepstrum(levels, options.MfccCount);
        double[] PerFrame(Func<int, double> value) => [.. Enumerable.Range(0, spectrogram.Frames).Select(value)];
        double[][] Rows(FeatureFamily family) => family switch
        {
            FeatureFamily.Mfcc => cepstrum,
            FeatureFamily.MfccDelta => [.. cepstrum.Select(row => ReferenceMel.Derivative(row, isSecond: false))],
            FeatureFamily.MfccDelta2 => [.. cepstrum.Select(row => ReferenceMel.Derivative(row, isSecond: true))],
            FeatureFamily.Chroma => ReferenceChroma.Classes(spectrogram, chromaTuning ?? tuning),
            FeatureFamily.Centroid => [PerFrame(t => ReferenceSpectralShape.Centroid(spectrogram.Magnitude(t)))],
            FeatureFamily.Rolloff => [PerFrame(t => ReferenceSpectralShape.Rolloff(spectrogram.Magnitude(t), options.RolloffShare))],
            FeatureFamily.Contrast => ReferenceSpectralShape.Contrast(spectrogram),
            FeatureFamily.ZeroCrossingRate => [PerFrame(t => ReferenceTimeDomain.ZeroCrossingRate(samples, t))],
            FeatureFamily.RootMeanSquare => [PerFrame(t => ReferenceTimeDomain.RootMeanSquare(samples, t))],
            _ => throw new ArgumentOutOfRangeException(nameof(family)),
        };
        var rows = FeatureSchema.Families.ToDictionary(family => family, Rows);
        double[][] Windows(FeatureFamily family) => [.. rows[family].Select(row => ReferenceSummary.Windowed(row, options))];
        return new ExpectedFeatures
        {
            Samples = samples.Length,
            Frames = spectrogram.Frames,
            Windows = Windows(FeatureFamily.Centroid)[0].Length,
            Tempo = ReferenceTempo.Estimate(ReferenceTempo.Onsets(levels)),
            Tuning = tuning,
            FrameSummary = FeatureSchema.Families.ToDictionary(family => family, family => ReferenceSummary.Of(rows[family])),
            WindowSummary = FeatureSchema.Families.ToDictionary(family => family, family => ReferenceSummary.Of(Windows(family))),
        };
    }
}
