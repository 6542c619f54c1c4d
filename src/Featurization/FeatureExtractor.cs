using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Cluster.Featurization.Chroma;
using Cluster.Featurization.Framing;
using Cluster.Featurization.Mel;
using Cluster.Featurization.Numerics;
using Cluster.Featurization.Rhythm;
using Cluster.Featurization.Spectral;
using Cluster.Featurization.Statistics;
using Cluster.Featurization.TimeDomain;

namespace Cluster.Featurization;

/// <summary>Computes the features of clips under one schema. Thread-safe: tables are shared, buffers are pooled.</summary>
/// <remarks>
/// One short-time Fourier transform serves every spectral feature. It runs over tiles of sixteen frames, one frame per vector lane.
/// Equals librosa 0.11.0 with its defaults within 1e-5 of the larger of value and standard deviation.
/// </remarks>
public sealed class FeatureExtractor
{
    private const int FrameLength = FeatureOptions.FrameLength;
    private const int HopLength = FeatureOptions.HopLength;
    private const double BinHz = (double)FeatureOptions.SampleRate / FrameLength;

    private readonly FeatureOptions options;
    private readonly WindowedFrames frames = new(FrameLength, HopLength);
    private readonly Fft fft = new(FrameLength);
    private readonly SpectralShape shape;
    private readonly SpectralContrast contrast;
    private readonly MelFilterBank melBank;
    private readonly Mfcc mfcc;
    private readonly TempoEstimator tempo = new((double)FeatureOptions.SampleRate / HopLength);
    private readonly ChromaFilterBank?[] chromaBanks = new ChromaFilterBank?[Tuning.StepCount];
    private readonly ConcurrentBag<ExtractorWorkspace> pool = [];

    /// <summary>Builds the tables.</summary>
    /// <param name="options">The settings; loudness is no concern of this class but of <see cref="TrackFeaturizer"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public FeatureExtractor(FeatureOptions options)
    {
        Schema = new FeatureSchema(options);
        this.options = options;
        shape = new SpectralShape(fft.BinCount, BinHz, options.RolloffShare);
        contrast = new SpectralContrast(fft.BinCount, BinHz);
        melBank = new MelFilterBank(options.MelBandCount, fft.BinCount, BinHz);
        mfcc = new Mfcc(options.MfccCount, options.MelBandCount);
    }

    /// <summary>The schema of the vectors.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>Computes the features of one clip.</summary>
    /// <param name="samples">Mono at <see cref="FeatureOptions.SampleRate"/>, in units of full scale; at least one sample and at most
    /// half an hour.</param>
    /// <param name="gainDb">Gain in dB that the samples get first; default 0.</param>
    /// <param name="withFrameSummary">Whether statistics over frames are wanted beside those over texture windows.</param>
    /// <returns>The features; derivatives are NaN for clips of fewer than nine frames. Samples that are not finite make values
    /// NaN.</returns>
    /// <exception cref="ArgumentException">There is no sample, or more than half an hour.</exception>
    public ClipFeatures Extract(ReadOnlySpan<float> samples, double gainDb = 0, bool withFrameSummary = true)
    {
        if (samples.IsEmpty) throw new ArgumentException("A clip has at least one sample.", nameof(samples));
        if (samples.Length > ClipCutting.LongestClipS * FeatureOptions.SampleRate + HopLength)
            throw new ArgumentException("A clip lasts at most half an hour.", nameof(samples));
        if (!pool.TryTake(out var work)) work = new ExtractorWorkspace(options, fft.BinCount, BinHz);
        work.Load(samples, (float)Math.Pow(10, gainDb / 20));
        var rows = new RowMap(options, work);

        TimeDomainFeatures.RootMeanSquare(work.Signal, rows.Of(FeatureFamily.RootMeanSquare)[..work.Frames]);
        TimeDomainFeatures.ZeroCrossingRate(
            work.Signal, FrameLength / 2, samples.Length, rows.Of(FeatureFamily.ZeroCrossingRate)[..work.Frames]);
        for (var tile = 0; tile < work.Stride; tile += Lanes.Count) AnalyzeTile(work, rows, tile);
        FinishContrast(work, rows.Of(FeatureFamily.Contrast));
        FinishMel(work, rows);
        var tuningStep = Tuning.EstimateStep(work.Peaks, work.ScratchOf(Math.Max(1, work.Peaks.Count)));
        var chroma = ChromaBank(tuningStep);
        for (var tile = 0; tile < work.Stride; tile += Lanes.Count)
            chroma.Apply(work.Power.AsSpan(tile * fft.BinCount), rows.Of(FeatureFamily.Chroma)[tile..], work.Stride);

        var bpm = EstimateTempo(work);
        var result = Summarize(work, rows, samples.Length, bpm, Tuning.OfStep(tuningStep), withFrameSummary) with { GainDb = gainDb };
        if (work.IsReusable) pool.Add(work);
        return result;
    }

    private void AnalyzeTile(ExtractorWorkspace work, RowMap rows, int firstFrame)
    {
        var power = work.Power.AsSpan(firstFrame * fft.BinCount, fft.BinCount * Lanes.Count);
        for (var half = 0; half < Lanes.Count; half += Lanes.Half)
        {
            frames.Load(work.Signal.AsSpan((firstFrame + half) * HopLength), work.Tile);
            fft.PowerSpectrum(work.Tile, power, half);
        }

        TensorPrimitives.Sqrt(power, work.Magnitude);
        shape.Compute(work.Magnitude, rows.Of(FeatureFamily.Centroid)[firstFrame..], rows.Of(FeatureFamily.Rolloff)[firstFrame..]);
        contrast.Compute(work.Magnitude, rows.Of(FeatureFamily.Contrast)[firstFrame..], work.Valleys.AsSpan(firstFrame), work.Stride);
        melBank.Apply(power, work.MelLevels.AsSpan(firstFrame), work.Stride);
        work.Peaks.Add(power, Math.Min(Lanes.Count, work.Frames - firstFrame));
    }

    private static void FinishContrast(ExtractorWorkspace work, Span<float> peaks)
    {
        var valleys = work.Valleys.AsSpan(0, SpectralContrast.BandCount * work.Stride);
        Decibels.FromPower(peaks);
        Decibels.FromPower(valleys);
        Decibels.LimitRange(peaks, SpectralContrast.BandCount, work.Stride, work.Frames);
        Decibels.LimitRange(valleys, SpectralContrast.BandCount, work.Stride, work.Frames);
        TensorPrimitives.Subtract(peaks, valleys, peaks);
    }

    private void FinishMel(ExtractorWorkspace work, RowMap rows)
    {
        var levels = work.MelLevels.AsSpan(0, options.MelBandCount * work.Stride);
        Decibels.FromPower(levels);
        Decibels.LimitRange(levels, options.MelBandCount, work.Stride, work.Frames);
        var coefficients = rows.Of(FeatureFamily.Mfcc);
        mfcc.Apply(levels, coefficients, work.Stride);
        var first = rows.Of(FeatureFamily.MfccDelta);
        var second = rows.Of(FeatureFamily.MfccDelta2);
        for (var row = 0; row < coefficients.Length; row += work.Stride)
            Deltas.Compute(coefficients.Slice(row, work.Frames), first.Slice(row, work.Frames), second.Slice(row, work.Frames));
    }

    private double EstimateTempo(ExtractorWorkspace work)
    {
        var onsets = work.Onsets.AsSpan(0, work.Frames);
        OnsetStrength.Compute(work.MelLevels, options.MelBandCount, work.Stride, onsets);
        return tempo.Estimate(onsets, work.TempoScratch);
    }

    private ChromaFilterBank ChromaBank(int step)
    {
        // Two threads may build the same table; either copy will do.
        if (Volatile.Read(ref chromaBanks[step]) is { } known) return known;
        var bank = new ChromaFilterBank(FrameLength, FeatureOptions.SampleRate, Tuning.OfStep(step));
        Volatile.Write(ref chromaBanks[step], bank);
        return bank;
    }

    private ClipFeatures Summarize(ExtractorWorkspace work, RowMap rows, int sampleCount, double bpm, double tuning, bool withFrameSummary)
    {
        var windows = new TextureWindows(work.Frames, options);
        var perFrame = withFrameSummary ? new Dictionary<FeatureFamily, FeatureSummary>() : null;
        var perWindow = new Dictionary<FeatureFamily, FeatureSummary>();
        var vector = new List<float>(Schema.Length);
        var scratch = work.SummaryScratch.AsSpan();
        foreach (var family in FeatureSchema.Families)
        {
            var width = FeatureSchema.WidthOf(family, options);
            var (byWindow, byFrame) = (Empty(width), Empty(width));
            for (var i = 0; i < width; i++)
            {
                var series = rows.Of(family).Slice(i * work.Stride, work.Frames);
                windows.Average(series, scratch[..windows.Count]);
                Fill(byWindow, i, Summarizer.Summarize(scratch[..windows.Count]));
                if (perFrame is null) continue;
                TensorPrimitives.ConvertChecked<float, double>(series, scratch);
                Fill(byFrame, i, Summarizer.Summarize(scratch[..work.Frames]));
            }

            perWindow[family] = byWindow;
            if (perFrame is not null) perFrame[family] = byFrame;
            foreach (var statistic in (double[][])[byWindow.Mean, byWindow.Std, byWindow.P10, byWindow.P90])
            {
                foreach (var value in statistic) vector.Add((float)value);
            }
        }

        vector.Add((float)bpm);
        return new ClipFeatures
        {
            Samples = sampleCount,
            Frames = work.Frames,
            Windows = windows.Count,
            Tempo = bpm,
            Tuning = tuning,
            FrameSummary = perFrame,
            WindowSummary = perWindow,
            Vector = [.. vector],
        };
    }

    private static FeatureSummary Empty(int width) => new(new double[width], new double[width], new double[width], new double[width]);

    private static void Fill(FeatureSummary summary, int i, (double Mean, double Std, double P10, double P90) value) =>
        (summary.Mean[i], summary.Std[i], summary.P10[i], summary.P90[i]) = value;

    /// <summary>Where each family's rows are in the workspace.</summary>
    private readonly struct RowMap(FeatureOptions options, ExtractorWorkspace work)
    {
        public Span<float> Of(FeatureFamily family)
        {
            var before = 0;
            foreach (var other in FeatureSchema.Families)
            {
                if (other == family) break;
                before += FeatureSchema.WidthOf(other, options);
            }

            return work.Rows.AsSpan(before * work.Stride, FeatureSchema.WidthOf(family, options) * work.Stride);
        }
    }
}
