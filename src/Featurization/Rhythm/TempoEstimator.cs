using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Rhythm;

/// <summary>Estimates one global tempo from an onset-strength envelope. Immutable; thread-safe.</summary>
/// <remarks>
/// <para>Around every frame, 344 frames (8 s) of the envelope are windowed (Hann) and autocorrelated, each autocorrelation is divided by
/// its value at lag 0,
/// and all are averaged: <c>a[lag]</c>. The tempo is that of the lag with the largest
/// <c>ln(1 + 1e6 a[lag]) - 0.5 (log2(bpm) - log2(120))^2</c> among those below 320 bpm. Beyond both ends the envelope falls linearly to 0
/// over 172 frames.</para>
/// <para>As <c>a</c> is at most 1, lags whose prior alone puts them out of reach of the best one are left out; so are those that a quick estimate
/// with a known error puts there. What is left, mostly one, is summed exactly: the result is that of an exhaustive search.
/// Source: Ellis, JNMR 36, 2007; Grosche, Müller and Kurth, "Cyclic tempogram", ICASSP 2010; equals librosa <c>feature.tempo</c> with its
/// defaults.</para>
/// </remarks>
internal sealed class TempoEstimator
{
    private const int WindowLength = 344;
    private const int Pad = WindowLength / 2;
    private const double MostBpm = 320;
    private const double LikelyBpm = 120;
    private const double Sharpness = 1e6;
    private const int WindowsAtOnce = 32;

    // Beyond this error an estimate tells nothing; far more than scores are rounded by.
    private const double WorthKnowing = 0.01;
    private const double Slack = 1e-9;

    private static readonly SlidingCorrelation Sliding = new(WindowLength);

    private readonly double[] window = new double[WindowLength];
    private readonly Candidate[] candidates;

    /// <param name="framesPerSecond">Frames per second.</param>
    public TempoEstimator(double framesPerSecond)
    {
        for (var i = 0; i < WindowLength; i++) window[i] = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / WindowLength);
        candidates = [.. Enumerable.Range(1, WindowLength - 1)
            .Select(lag => (Lag: lag, Bpm: 60 * framesPerSecond / lag))
            .Where(c => c.Bpm < MostBpm)
            .Select(c => new Candidate(c.Lag, c.Bpm, -0.5 * Math.Pow(Math.Log2(c.Bpm) - Math.Log2(LikelyBpm), 2)))
            .OrderByDescending(c => c.LogPrior)];
    }

    /// <summary>Doubles of scratch that an envelope needs.</summary>
    public static int ScratchLength(int frames) => 3 * PaddedLength(frames) + WindowLength + Sliding.ScratchLength(PaddedLength(frames), frames);

    /// <summary>Estimates the tempo.</summary>
    /// <param name="envelope">Onset strength per frame, at least one value.</param>
    /// <param name="scratch">Room for <see cref="ScratchLength"/> values; overwritten.</param>
    /// <returns>Beats per minute; for an envelope without any onset the lag nearest to 120.</returns>
    public double Estimate(ReadOnlySpan<float> envelope, Span<double> scratch)
    {
        if (envelope.IsEmpty) throw new ArgumentException("There is no frame.", nameof(envelope));
        var frames = envelope.Length;
        var length = PaddedLength(frames);
        var padded = scratch[..length];
        var products = scratch.Slice(length, length);
        var energies = scratch.Slice(2 * length, length);
        var weights = scratch.Slice(3 * length, WindowLength);
        PadWithRamps(envelope, padded);
        Energies(padded, products, energies, weights, frames);

        Span<double> least = stackalloc double[WindowLength], most = stackalloc double[WindowLength];
        Bound(padded, energies[..frames], products, scratch[(3 * length + WindowLength)..], least, most);

        // No lag can win whose most is less than what another has at least.
        var (best, bestScore, reached) = (candidates[0], double.NegativeInfinity, double.NegativeInfinity);
        foreach (var candidate in candidates) reached = Math.Max(reached, Score(least[candidate.Lag], candidate));
        foreach (var candidate in candidates)
        {
            if (Score(most[candidate.Lag], candidate) + Slack < Math.Max(reached, bestScore)) continue;
            var score = Score(MeanCorrelation(padded, candidate.Lag, products, energies, weights, frames), candidate);
            if (score > bestScore || (score == bestScore && candidate.Lag < best.Lag)) (best, bestScore) = (candidate, score);
        }

        return best.Bpm;
    }

    /// <summary>Bounds the mean correlations at all lags, which are 0 to 1 whatever they are.</summary>
    private void Bound(
        ReadOnlySpan<double> padded, ReadOnlySpan<double> energies, Span<double> inverses, Span<double> scratch, Span<double> least, Span<double> most)
    {
        least.Clear();
        most.Fill(1);
        inverses = inverses[..energies.Length];
        for (var t = 0; t < energies.Length; t++) inverses[t] = energies[t] > 0 ? 1 / energies[t] : 0;
        var error = Sliding.Prepare(padded, inverses, scratch);
        if (!(error < WorthKnowing)) return;

        var reached = double.NegativeInfinity;
        Span<double> means = stackalloc double[SlidingCorrelation.LagsAtOnce];
        foreach (var candidate in candidates)
        {
            if (Score(1, candidate) + Slack < reached) break;
            var first = candidate.Lag / means.Length * means.Length;
            if (most[candidate.Lag] == 1) // not yet known: neighbours come together
            {
                Sliding.Means(padded, energies.Length, scratch, first).CopyTo(means);
                for (var i = 0; i < means.Length; i++)
                    (least[first + i], most[first + i]) = (Math.Clamp(means[i] - error, 0, 1), Math.Clamp(means[i] + error, 0, 1));
            }

            reached = Math.Max(reached, Score(least[candidate.Lag], candidate));
        }
    }

    private static double Score(double correlation, Candidate candidate) => Log1P(Sharpness * correlation) + candidate.LogPrior;

    private static int PaddedLength(int frames) => frames + 2 * Pad + 2 * WindowsAtOnce;

    /// <summary>ln(1 + x), exact for small x too (Kahan's correction).</summary>
    private static double Log1P(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    private static void PadWithRamps(ReadOnlySpan<float> envelope, Span<double> padded)
    {
        padded.Clear();
        for (var i = 0; i < Pad; i++)
        {
            padded[i] = (float)(i * ((double)envelope[0] / Pad));
            padded[Pad + envelope.Length + i] = (float)((Pad - 1 - i) * ((double)envelope[^1] / Pad));
        }

        for (var i = 0; i < envelope.Length; i++) padded[Pad + i] = envelope[i];
    }

    private double MeanCorrelation(
        ReadOnlySpan<double> padded, int lag, Span<double> products, ReadOnlySpan<double> energies, Span<double> weights, int frames)
    {
        Span<double> part = stackalloc double[WindowsAtOnce];
        weights = Weigh(padded, lag, products, weights);
        double sum = 0;
        for (var t = 0; t < frames; t += WindowsAtOnce)
        {
            Correlate(products, weights, t, part);
            for (var i = 0; i < Math.Min(WindowsAtOnce, frames - t); i++)
            {
                var energy = energies[t + i];
                if (energy > 0) sum += part[i] / energy;
            }
        }

        return sum / frames;
    }

    private void Energies(ReadOnlySpan<double> padded, Span<double> products, Span<double> energies, Span<double> weights, int frames)
    {
        weights = Weigh(padded, 0, products, weights);
        for (var t = 0; t < frames; t += WindowsAtOnce) Correlate(products, weights, t, energies[t..]);
    }

    /// <summary>The products at one lag, which all windows share, and the window's own products.</summary>
    private Span<double> Weigh(ReadOnlySpan<double> padded, int lag, Span<double> products, Span<double> weights)
    {
        var shared = padded.Length - lag;
        TensorPrimitives.Multiply(padded[..shared], padded[lag..], products);
        products[shared..].Clear();
        weights = weights[..(WindowLength - lag)];
        TensorPrimitives.Multiply<double>(window.AsSpan(0, weights.Length), window.AsSpan(lag), weights);
        return weights;
    }

    /// <summary>One lag's autocorrelation of the windows that start at 32 neighbouring frames.</summary>
    private static void Correlate(ReadOnlySpan<double> products, ReadOnlySpan<double> weights, int start, Span<double> result)
    {
        ref var p = ref MemoryMarshal.GetReference(products[start..]);
        var (s0, s1, s2, s3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var i = 0; i < weights.Length; i++)
        {
            var weight = Vector512.Create(weights[i]);
            s0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref p, (nuint)i), weight, s0);
            s1 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref p, (nuint)(i + Lanes.Half)), weight, s1);
            s2 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref p, (nuint)(i + 2 * Lanes.Half)), weight, s2);
            s3 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref p, (nuint)(i + 3 * Lanes.Half)), weight, s3);
        }

        s0.CopyTo(result);
        s1.CopyTo(result[Lanes.Half..]);
        s2.CopyTo(result[(2 * Lanes.Half)..]);
        s3.CopyTo(result[(3 * Lanes.Half)..]);
    }

    private readonly record struct Candidate(int Lag, double Bpm, double LogPrior);
}
