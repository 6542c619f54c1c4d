using Cluster.Featurization;
using Cluster.Featurization.MirToolbox;
using Cluster.TestKit.Signals;

namespace Cluster.Bench;

/// <summary>What each stage of <c>mirtoolbox-v1</c> costs for a 30 s clip. Names start with <c>mir</c>.</summary>
internal static class MirStages
{
    /// <summary>Hands each stage over to be measured.</summary>
    /// <param name="measure">Takes a name and a stage.</param>
    public static void Run(Action<string, Action> measure)
    {
        var clip = Signal.Tune(1, ClipFiles.Seconds, ClipFiles.Rate);
        var samples = Array.ConvertAll(clip, sample => (double)sample);
        var squares = Array.ConvertAll(samples, sample => sample * sample);
        var spectrum = new LongSpectrum();
        var (harmony, fluctuation, roughness, tempo) = (new HarmonicChange(), new Fluctuation(), new Roughness(), new TempoCurve());
        var (parts, scratch) = (Stages.Aligned<double>(LongSpectrum.TransformLength), Stages.Aligned<double>(2 * LongSpectrum.TransformLength + (1 << 20)));
        var magnitudes = Stages.Aligned<double>(LongSpectrum.BinCount);
        var limited = clip.AsSpan().ToArray();
        var values = new double[GammatoneBank.Count(clip.Length)];
        measure("mir front end", () => spectrum.LimitBand(limited, parts.Span, scratch.Span));
        measure("mir long spectrum", () => spectrum.Magnitudes(clip, parts.Span, scratch.Span, magnitudes.Span));
        spectrum.Magnitudes(clip, parts.Span, scratch.Span, magnitudes.Span);
        measure("mir moments", () => SpectralMoments.Of(magnitudes.Span, LongSpectrum.BinHz));
        var triangles = new TriangleBank(LongSpectrum.BinHz);
        measure("mir triangles", () => triangles.Levels(magnitudes.Span, values));
        var chroma = new LongChroma();
        measure("mir chroma", () => chroma.Compute(clip, magnitudes.Span, parts.Span, scratch.Span, values));
        measure("mir harmonic change", () => harmony.Compute(clip, scratch.Span, values.AsSpan(0, harmony.Count(clip.Length))));
        measure("mir fluctuation", () => fluctuation.Mean(clip, scratch.Span));
        measure("mir roughness", () => roughness.Compute(clip, scratch.Span, values.AsSpan(0, roughness.Count(clip.Length))));
        var onsets = new OnsetEnvelope();
        measure("mir onset envelope", () => onsets.Compute(samples, squares, values.AsSpan(0, OnsetEnvelope.Count(clip.Length))));
        measure("mir level and zero crossings", () => _ = ClipLevels.LowEnergy(squares) + ClipLevels.ZeroCrossingRate(clip));
        var gammatones = new GammatoneBank();
        measure("mir gammatone envelope", () => gammatones.Envelope(samples, scratch.Span, values));
        measure("mir tempo curve", () => tempo.Compute(values, scratch.Span, magnitudes.Span[..tempo.LagCount]));

        var raw = new MirToolboxExtractor(FeatureOptions.MirToolbox with { FrontEnd = false });
        measure("mir all columns, raw", () => raw.Extract(clip, 0, false, null));
        var served = new MirToolboxExtractor(FeatureOptions.MirToolbox);
        measure("mir all columns", () => served.Extract(clip, 0, false, null));
        var noise = Signal.Noise(1, clip.Length);
        measure("mir all columns, of noise", () => served.Extract(noise, 0, false, null));
    }
}
