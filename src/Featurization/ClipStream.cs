using Cluster.Featurization.Decoding;
using Cluster.Featurization.Loudness;
using Cluster.Featurization.Resampling;

namespace Cluster.Featurization;

/// <summary>Turns a stream of interleaved frames into clips at one sample rate as they become complete. Not thread-safe.</summary>
/// <remarks>
/// The length of the stream is known only at its end, so the last clip's worth of samples is always kept: the remainder is covered by a
/// clip that ends there.
/// </remarks>
internal sealed class ClipStream
{
    private readonly AudioReader reader;
    private readonly ClipCutting cutting;
    private readonly int rate;
    private readonly ClipHandler onClip;
    private readonly StreamBuffers buffers;
    private readonly LoudnessMeter? loudness;
    private readonly Resampler resampler;
    private readonly int clipSamples;

    private long keptStart;
    private int keptCount;
    private long frames;
    private int clipCount;
    private double coveredS;

    /// <param name="reader">Tells rate and channels.</param>
    /// <param name="cutting">How to cut.</param>
    /// <param name="rate">Sample rate of the clips in Hz.</param>
    /// <param name="withLoudness">Whether to measure loudness.</param>
    /// <param name="onClip">Receives the clips.</param>
    /// <param name="buffers">Are the stream's own until it is finished.</param>
    public ClipStream(
        AudioReader reader, ClipCutting cutting, int rate, bool withLoudness, ClipHandler onClip, StreamBuffers buffers)
    {
        this.reader = reader;
        this.cutting = cutting;
        this.rate = rate;
        this.onClip = onClip;
        this.buffers = buffers;
        buffers.Start(reader.SampleRate, reader.Channels, rate);
        if (withLoudness) loudness = buffers.Loudness;
        resampler = buffers.Resampler;
        clipSamples = (int)Math.Round(cutting.LengthS * rate);
    }

    /// <summary>Takes one clip: its place, its samples, and its loudness in LUFS where that was measured.</summary>
    internal delegate void ClipHandler(int index, double startS, double durationS, ReadOnlySpan<float> samples, double? loudnessLufs);

    private double SecondsSoFar => (double)frames / reader.SampleRate;

    private double NextStartS => clipCount * cutting.HopS;

    /// <summary>Takes the next frames.</summary>
    public void Process(ReadOnlySpan<float> interleaved)
    {
        var channels = reader.Channels;
        var count = interleaved.Length / channels;
        loudness?.Process(interleaved);
        if (channels == 1)
        {
            Resample(interleaved);
        }
        else
        {
            var mono = buffers.Mono(count);
            Numerics.Channels.Mean(interleaved, channels, mono);
            Resample(mono);
        }

        frames += count;
        while (NextStartS + cutting.LengthS <= SecondsSoFar && SampleAt(NextStartS) + clipSamples <= keptStart + keptCount) EmitNext();
    }

    /// <summary>Ends the stream and hands over the clips that were waiting for it.</summary>
    public void Finish()
    {
        Reserve(resampler.MostOutputs(0));
        keptCount += resampler.Finish(buffers.Kept.AsSpan(keptCount));
        var durationS = SecondsSoFar;
        while (NextStartS + cutting.LengthS <= durationS) EmitNext();
        var end = keptStart + keptCount;
        if (clipCount == 0) Emit(0, durationS, 0, (int)end);
        else if (durationS - coveredS >= cutting.LeastRemainderS) Emit(durationS - cutting.LengthS, cutting.LengthS, end - clipSamples, clipSamples);
    }

    private long SampleAt(double seconds) => (long)Math.Round(seconds * rate);

    private void Resample(ReadOnlySpan<float> input)
    {
        Reserve(resampler.MostOutputs(input.Length));
        keptCount += resampler.Process(input, buffers.Kept.AsSpan(keptCount));
    }

    private void EmitNext()
    {
        var start = SampleAt(NextStartS);
        var length = (int)Math.Min(clipSamples, keptStart + keptCount - start); // rounding may leave one sample less at the very end
        Emit(NextStartS, cutting.LengthS, start, length);
        loudness?.Forget(Math.Min(NextStartS, SecondsSoFar - cutting.LengthS - 1));
    }

    private void Emit(double startS, double durationS, long start, int length)
    {
        var samples = buffers.Kept.AsSpan((int)(start - keptStart), length);
        onClip(clipCount, startS, durationS, samples, loudness?.Integrated(startS, durationS));
        clipCount++;
        coveredS = startS + durationS;
    }

    /// <summary>Makes room at the end, dropping from the start what no clip can reach any more.</summary>
    private void Reserve(int count)
    {
        if (keptCount + count <= buffers.Kept.Length) return;
        var needed = Math.Min(SampleAt(NextStartS), keptStart + keptCount - clipSamples);
        var drop = (int)Math.Clamp(needed - keptStart, 0, keptCount);
        var room = keptCount - drop + count;
        var kept = buffers.Kept;
        var target = room <= kept.Length ? kept : new float[Math.Max(room, Math.Min(2 * kept.Length, 2 * clipSamples + count))];
        kept.AsSpan(drop, keptCount - drop).CopyTo(target);
        buffers.Kept = target;
        keptStart += drop;
        keptCount -= drop;
    }
}
