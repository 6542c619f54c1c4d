using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Cluster.Featurization.Chroma;
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
public sealed class FeatureExtractor : IClipExtractor
{
    private const int FrameLength = FeatureOptions.FrameLength;
    private const int HopLength = FeatureOptions.HopLength;
    private const double BinHz = (double)FeatureOptions.SampleRate / FrameLength;

    private readonly FeatureOptions options;
    private readonly FramedFft fft = new(FrameLength);
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
    /// <exception cref="ArgumentException">The recipe is another one.</exception>
    public FeatureExtractor(FeatureOptions options)
    {
        Schema = new FeatureSchema(options);
        if (options.Recipe != FeatureRecipe.Librosa) throw new ArgumentException($"This computes {FeatureRecipe.Librosa} features only.", nameof(options));
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
    public ClipFeatures Extract(ReadOnlySpan<float> samples, double gainDb = 0, bool withFrameSummary = true) =>
        Extract(samples, gainDb, withFrameSummary, loudnessLufs: null);

    /// <inheritdoc/>
    ClipFeatures IClipExtractor.Extract(ReadOnlySpan<float> samples, double gainDb, bool withFrameSummary, double? loudnessLufs) =>
        Extract(samples, gainDb, withFrameSummary, loudnessLufs);

    /// <summary>Refuses what is no clip.</summary>
    /// <exception cref="ArgumentException">There is no sample, or more than half an hour.</exception>
    internal static void CheckLength(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty) throw new ArgumentException("A clip has at least one sample.", nameof(samples));
        if (samples.Length > ClipCutting.LongestClipS * FeatureOptions.SampleRate + HopLength)
            throw new ArgumentException("A clip lasts at most half an hour.", nameof(samples));
    }

    private ClipFeatures Extract(ReadOnlySpan<float> samples, double gainDb, bool withFrameSummary, double? loudnessLufs)
    {
        CheckLength(samples);
        if (!pool.TryTake(out var work)) work = new ExtractorWorkspace(options, fft, BinHz);
        work.Load(samples, (float)Math.Pow(10, gainDb / 20));

        TimeDomainFeatures.RootMeanSquare(work.Signal, work.RowsOf(FeatureFamily.RootMeanSquare)[..work.Frames]);
        TimeDomainFeatures.ZeroCrossingRate(
            work.Signal, FrameLength / 2, samples.Length, work.RowsOf(FeatureFamily.ZeroCrossingRate)[..work.Frames]);
        for (var tile = 0; tile < work.Stride; tile += Lanes.Count) AnalyzeTile(work, tile);
        FinishContrast(work);
        FinishMel(work);
        var tuningStep = Tuning.EstimateStep(work.Peaks, work.KeysOf(work.Peaks.Count));
        var chroma = ChromaBank(tuningStep);
        for (var tile = 0; tile < work.Stride; tile += Lanes.Count)
            chroma.Apply(work.PowerOf(tile), work.RowsOf(FeatureFamily.Chroma)[tile..], work.Stride);
        OnsetStrength.Compute(work.MelLevels, options.MelBandCount, work.Stride, work.Onsets);

        var result = new ClipFeatures
        {
            Samples = samples.Length,
            Frames = work.Frames,
            Windows = work.Windows.Count,
            Tempo = tempo.Estimate(work.Onsets, work.Tempo),
            Tuning = Tuning.OfStep(tuningStep),
            FrameSummary = withFrameSummary ? Summarize(work, OverFrames) : null,
            WindowSummary = Summarize(work, OverWindows),
            IsSilent = Silence.IsIn(work.RowsOf(FeatureFamily.RootMeanSquare)[..work.Frames]),
            Vector = new float[Schema.Length],
            LoudnessLufs = loudnessLufs,
            GainDb = gainDb,
        };
        FillVector(result);
        if (work.IsReusable) pool.Add(work);
        return result;
    }

    private void AnalyzeTile(ExtractorWorkspace work, int firstFrame)
    {
        var power = work.Power;
        var magnitude = work.Magnitude;
        fft.PowerSpectra(work.Signal[(firstFrame * HopLength)..], work.Transform, power);
        shape.Compute(power, magnitude, work.RowsOf(FeatureFamily.Centroid)[firstFrame..], work.RowsOf(FeatureFamily.Rolloff)[firstFrame..]);
        contrast.Compute(magnitude, work.RowsOf(FeatureFamily.Contrast)[firstFrame..], work.Valleys[firstFrame..], work.Stride);
        melBank.Apply(power, work.MelLevels[firstFrame..], work.Stride);
        work.Peaks.Add(power, Math.Min(Lanes.Count, work.Frames - firstFrame));
        Streaming.Copy(power, work.PowerOf(firstFrame));
    }

    private static void FinishContrast(ExtractorWorkspace work)
    {
        var peaks = work.RowsOf(FeatureFamily.Contrast);
        var valleys = work.Valleys[..peaks.Length];
        Decibels.FromPower(peaks, SpectralContrast.BandCount, work.Stride, work.Frames);
        Decibels.FromPower(valleys, SpectralContrast.BandCount, work.Stride, work.Frames);
        TensorPrimitives.Subtract(peaks, valleys, peaks);
    }

    private void FinishMel(ExtractorWorkspace work)
    {
        var levels = work.MelLevels[..(options.MelBandCount * work.Stride)];
        Decibels.FromPower(levels, options.MelBandCount, work.Stride, work.Frames);
        var coefficients = work.RowsOf(FeatureFamily.Mfcc);
        mfcc.Apply(levels, coefficients, work.Stride);
        var first = work.RowsOf(FeatureFamily.MfccDelta);
        var second = work.RowsOf(FeatureFamily.MfccDelta2);
        for (var row = 0; row < coefficients.Length; row += work.Stride)
            Deltas.Compute(coefficients.Slice(row, work.Frames), first.Slice(row, work.Frames), second.Slice(row, work.Frames));
    }

    private ChromaFilterBank ChromaBank(int step)
    {
        // Two threads may build the same table; either copy will do.
        if (Volatile.Read(ref chromaBanks[step]) is { } known) return known;
        var bank = new ChromaFilterBank(FrameLength, FeatureOptions.SampleRate, Tuning.OfStep(step));
        Volatile.Write(ref chromaBanks[step], bank);
        return bank;
    }

    private static Dictionary<FeatureFamily, FeatureSummary> Summarize(
        ExtractorWorkspace work, Func<ExtractorWorkspace, ReadOnlySpan<float>, (double Mean, double Std, double P10, double P90)> over)
    {
        var summaries = new Dictionary<FeatureFamily, FeatureSummary>(FeatureSchema.Families.Count);
        for (var i = 0; i < FeatureSchema.Families.Count; i++)
        {
            var family = FeatureSchema.Families[i];
            var rows = work.RowsOf(family);
            var width = rows.Length / work.Stride;
            var summary = new FeatureSummary(new double[width], new double[width], new double[width], new double[width]);
            for (var row = 0; row < width; row++)
            {
                (summary.Mean[row], summary.Std[row], summary.P10[row], summary.P90[row]) =
                    over(work, rows.Slice(row * work.Stride, work.Frames));
            }

            summaries.Add(family, summary);
        }

        return summaries;
    }

    private static (double Mean, double Std, double P10, double P90) OverFrames(ExtractorWorkspace work, ReadOnlySpan<float> series) =>
        Summarizer.Summarize(series, work.KeysOf(series.Length));

    private static (double Mean, double Std, double P10, double P90) OverWindows(ExtractorWorkspace work, ReadOnlySpan<float> series)
    {
        var means = work.WindowMeans;
        work.Windows.Average(series, means);
        return Summarizer.Summarize(means);
    }

    private static void FillVector(ClipFeatures features)
    {
        var filled = 0;
        for (var i = 0; i < FeatureSchema.Families.Count; i++)
        {
            var summary = features.WindowSummary[FeatureSchema.Families[i]];
            Append(summary.Mean);
            Append(summary.Std);
            Append(summary.P10);
            Append(summary.P90);
        }

        features.Vector[filled] = (float)features.Tempo;

        void Append(double[] values)
        {
            foreach (var value in values) features.Vector[filled++] = (float)value;
        }
    }
}
