using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Numerics.Tensors;
using Cluster.Featurization.Mel;
using Cluster.Featurization.Numerics;
using Cluster.Featurization.Spectral;
using Cluster.Featurization.TimeDomain;

namespace Cluster.Featurization;

/// <summary>Computes log-mel patches: a picture of a clip, bands by steps of time, whatever its length. Thread-safe: tables are shared, buffers are pooled.</summary>
/// <remarks>
/// <para>The levels are those of librosa 0.11.0, <c>power_to_db(melspectrogram(n_mels=...))</c>, within 1e-3 dB. Step <c>k</c> of K is the mean over the
/// frames <c>floor(k F / K) ... floor((k + 1) F / K) - 1</c> of F, at least one frame; a clip of fewer frames than steps repeats some.</para>
/// <para>Value <c>band * K + step</c> of the vector is the level of a band, the lowest first, in dB.</para>
/// </remarks>
internal sealed class LogMelExtractor : IClipExtractor
{
    /// <summary>Steps of time in a patch.</summary>
    public const int StepCount = 128;

    private const int FrameLength = FeatureOptions.FrameLength;
    private const int HopLength = FeatureOptions.HopLength;
    private const double BinHz = (double)FeatureOptions.SampleRate / FrameLength;

    private readonly FramedFft fft = new(FrameLength);
    private readonly MelFilterBank bank;
    private readonly ConcurrentBag<Room> pool = [];

    /// <param name="options">The settings; their recipe is <see cref="FeatureRecipe.LogMel"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public LogMelExtractor(FeatureOptions options)
    {
        Schema = new FeatureSchema(options);
        bank = new MelFilterBank(options.MelBandCount, fft.BinCount, BinHz);
    }

    /// <inheritdoc/>
    public FeatureSchema Schema { get; }

    /// <inheritdoc/>
    public ClipFeatures Extract(ReadOnlySpan<float> samples, double gainDb, bool withFrameSummary, double? loudnessLufs)
    {
        FeatureExtractor.CheckLength(samples);
        if (!pool.TryTake(out var room)) room = new Room();
        var frames = FramedSignal.FramesOf(samples.Length);
        var stride = Lanes.PaddedFrames(frames);
        var levels = room.Levels.Take(bank.BandCount * stride + Lanes.Count);
        var gain = (float)Math.Pow(10, gainDb / 20);
        var signal = FramedSignal.Load(samples, gain, fft, room.Signal);

        var power = room.Power.Take(fft.BinCount * Lanes.Count);
        var scratch = room.Transform.Take(fft.ScratchLength);
        for (var frame = 0; frame < stride; frame += Lanes.Count)
        {
            fft.PowerSpectra(signal[(frame * HopLength)..], scratch, power);
            bank.Apply(power, levels[frame..], stride);
        }

        Decibels.FromPower(levels[..(bank.BandCount * stride)], bank.BandCount, stride, frames);
        var vector = new float[Schema.Length];
        for (var band = 0; band < bank.BandCount; band++) Average(levels.Slice(band * stride, frames), vector.AsSpan(band * StepCount, StepCount));
        if (frames <= FramedSignal.MostKeptFrames) pool.Add(room);
        return new ClipFeatures
        {
            Samples = samples.Length,
            Frames = frames,
            Windows = 0,
            Tempo = double.NaN,
            Tuning = double.NaN,
            FrameSummary = null,
            WindowSummary = FrozenDictionary<FeatureFamily, FeatureSummary>.Empty,
            IsSilent = Silence.IsIn(samples, FeatureOptions.SampleRate, gain),
            Vector = vector,
            LoudnessLufs = loudnessLufs,
            GainDb = gainDb,
        };
    }

    private static void Average(ReadOnlySpan<float> levels, Span<float> steps)
    {
        for (var step = 0; step < steps.Length; step++)
        {
            var start = (int)((long)step * levels.Length / steps.Length);
            var end = Math.Max(start + 1, (int)((step + 1L) * levels.Length / steps.Length));
            steps[step] = TensorPrimitives.Sum(levels[start..end]) / (end - start);
        }
    }

    /// <summary>Buffers of one analysis.</summary>
    private sealed class Room
    {
        public AlignedArray<float> Signal { get; } = new();

        public AlignedArray<float> Power { get; } = new();

        public AlignedArray<float> Levels { get; } = new();

        public AlignedArray<double> Transform { get; } = new();
    }
}
