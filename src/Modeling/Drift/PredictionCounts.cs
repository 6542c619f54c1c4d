using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Drift;

/// <summary>What a model's predictions of a window add up to; immutable, and merged exactly whatever the order.</summary>
/// <remarks>
/// Sums of confidence, entropy and probabilities are whole numbers of <c>2^-30</c>, each value rounded once: sums of doubles would depend on the order in which silos
/// report. Room for 6 billion predictions; beyond, adding throws.
/// </remarks>
public sealed class PredictionCounts : IEquatable<PredictionCounts>
{
    private const int Classes = EmotionProbabilities.Count;
    private const int DecisionsAt = Classes;
    private const int ConfidenceAt = DecisionsAt + 3;
    private const int EntropyAt = ConfidenceAt + 1;
    private const int ExpectedAt = EntropyAt + 1;
    private const int ConfidencesAt = ExpectedAt + (Classes * Classes);
    private const double Unit = 1L << 30;

    /// <summary>The length of <see cref="AsSpan"/>.</summary>
    internal const int Length = ConfidencesAt + ReferenceHistograms.Bins;

    private readonly long[] sums;

    private PredictionCounts(long[] sums) => this.sums = sums;

    /// <summary>No predictions.</summary>
    public static PredictionCounts Empty { get; } = new(new long[Length]);

    /// <summary>Predictions.</summary>
    public long Rows => Labels.Total;

    /// <summary>Predictions by emotion, in the order of the emotions' numbers.</summary>
    public BinCounts Labels => BinCounts.From(sums.AsSpan(0, Classes));

    /// <summary>Predictions by confidence, in the bins of <see cref="ReferenceHistograms.ConfidenceBin"/>.</summary>
    public BinCounts Confidences => BinCounts.From(sums.AsSpan(ConfidencesAt, ReferenceHistograms.Bins));

    /// <summary>The mean probability of the predicted emotion, in [0, 1]; 0 without predictions.</summary>
    public double MeanConfidence => Mean(ConfidenceAt);

    /// <summary>The mean entropy of the probabilities in nats, in [0, ln 4]; 0 without predictions.</summary>
    public double MeanEntropy => Mean(EntropyAt);

    /// <summary>The share of predictions that a person should listen to, in [0, 1]; 0 without predictions.</summary>
    public double ReviewRate => Rows == 0 ? 0 : (double)DecisionsOf(TagDecision.Review) / Rows;

    /// <summary>Predictions with this decision.</summary>
    public long DecisionsOf(TagDecision decision) => sums[DecisionsAt + (int)decision];

    /// <summary>The sum, over predictions of one emotion, of the probability of another (or the same): how many of them are expected to be that.</summary>
    public double Expected(EmotionLabel prediction, EmotionLabel truth) => sums[ExpectedAt + ((int)prediction * Classes) + (int)truth] / Unit;

    /// <summary>These and one more prediction.</summary>
    public PredictionCounts Add(in EmotionProbabilities probabilities, TagDecision decision)
    {
        var more = sums.ToArray();
        AddTo(more, probabilities, decision);
        return new PredictionCounts(more);
    }

    /// <summary>These and others.</summary>
    public PredictionCounts Merge(PredictionCounts other)
    {
        var merged = sums.ToArray();
        for (var i = 0; i < merged.Length; i++) merged[i] = checked(merged[i] + other.sums[i]);
        return new PredictionCounts(merged);
    }

    /// <summary>Everything as whole numbers, to be stored.</summary>
    public ReadOnlySpan<long> AsSpan() => sums;

    /// <summary>Reads what <see cref="AsSpan"/> gave.</summary>
    /// <exception cref="ArgumentException">It is of another length, or has a negative number.</exception>
    public static PredictionCounts From(ReadOnlySpan<long> sums)
    {
        if (sums.Length != Length) throw new ArgumentException($"Expected {Length} numbers, got {sums.Length}.", nameof(sums));
        if (sums.IndexOfAnyInRange(long.MinValue, -1) >= 0) throw new ArgumentException("A count is negative.", nameof(sums));
        return new PredictionCounts(sums.ToArray());
    }

    /// <inheritdoc/>
    public bool Equals(PredictionCounts? other) => other is not null && sums.AsSpan().SequenceEqual(other.sums);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PredictionCounts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(sums[0], sums[1], sums[2], sums[3], sums[ConfidenceAt], sums[EntropyAt]);

    /// <summary>Adds a prediction to running sums of this layout.</summary>
    /// <exception cref="ArgumentException">The probabilities are not in [0, 1].</exception>
    internal static void AddTo(Span<long> sums, in EmotionProbabilities probabilities, TagDecision decision)
    {
        var entropy = 0.0;
        for (var k = 0; k < Classes; k++)
        {
            var p = probabilities[(EmotionLabel)k];
            if (!(p is >= 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"The probability of {((EmotionLabel)k).ToName()} is {p}; it must be in [0, 1]."), nameof(probabilities));
            if (p > 0) entropy -= p * Math.Log(p);
        }

        var top = probabilities.Top();
        Increase(ref sums[(int)top], 1);
        Increase(ref sums[DecisionsAt + (int)decision], 1);
        Increase(ref sums[ConfidenceAt], Fixed(probabilities[top]));
        Increase(ref sums[EntropyAt], Fixed(entropy));
        Increase(ref sums[ConfidencesAt + ReferenceHistograms.ConfidenceBin(probabilities[top])], 1);
        for (var k = 0; k < Classes; k++) Increase(ref sums[ExpectedAt + ((int)top * Classes) + k], Fixed(probabilities[(EmotionLabel)k]));
    }

    private static void Increase(ref long sum, long value) => sum = checked(sum + value);

    private static long Fixed(double value) => (long)Math.Round(value * Unit);

    private double Mean(int at) => Rows == 0 ? 0 : sums[at] / Unit / Rows;
}
