using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Drift;
using CsCheck;

namespace Cluster.Modeling.Tests.Drift;

public sealed class CountsTests
{
    private static readonly Gen<BinCounts> Bins = Gen.Long[0, 1_000_000].Array[5].Select(counts => BinCounts.From(counts));

    private static readonly Gen<(EmotionProbabilities Probabilities, TagDecision Decision)> Predictions = Gen.Select(Gen.Double[0, 1].Array[4], Gen.Int[0, 2])
        .Select((weights, decision) =>
        {
            var sum = weights.Sum() + 1e-9;
            return (EmotionProbabilities.From([.. weights.Select(weight => weight / sum)]), (TagDecision)decision);
        });

    private static readonly Gen<PredictionCounts> Sums = Predictions.Array[0, 8].Select(Sum);

    [Fact]
    public void BinCounts_AnyThree_MergeInAnyOrder() => Gen.Select(Bins, Bins, Bins).Sample((a, b, c) =>
        a.Merge(b).Equals(b.Merge(a)) && a.Merge(b).Merge(c).Equals(a.Merge(b.Merge(c))) && a.Merge(BinCounts.Empty(5)).Equals(a)
        && a.Merge(b).Total == a.Total + b.Total && a.Merge(b).GetHashCode() == b.Merge(a).GetHashCode());

    [Fact]
    public void BinCounts_Add_EqualsMergingOne() => Gen.Select(Bins, Gen.Int[0, 4], Gen.Long[0, 9]).Sample((counts, bin, count) =>
    {
        var one = new long[5];
        one[bin] = count;
        return counts.Add(bin, count).Equals(counts.Merge(BinCounts.From(one)));
    });

    [Fact]
    public void BinCounts_BadInput_Throws()
    {
        Assert.Throws<ArgumentException>(() => BinCounts.From([]));
        Assert.Contains("bin 1", Assert.Throws<ArgumentException>(() => BinCounts.From([1, -1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => BinCounts.Empty(2).Add(2));
        Assert.Throws<ArgumentException>(() => BinCounts.Empty(2).Merge(BinCounts.Empty(3)));
        Assert.Throws<OverflowException>(() => BinCounts.From([long.MaxValue]).Add(0));
    }

    [Fact]
    public void PredictionCounts_AnyThree_MergeExactlyInAnyOrder() => Gen.Select(Sums, Sums, Sums).Sample((a, b, c) =>
        a.Merge(b).Equals(b.Merge(a)) && a.Merge(b).Merge(c).Equals(a.Merge(b.Merge(c))) && a.Merge(PredictionCounts.Empty).Equals(a)
        && PredictionCounts.From(a.AsSpan()).Equals(a));

    [Fact]
    public void PredictionCounts_AnyOrderOfPredictions_IsTheSame() => Predictions.Array[0, 20].Sample(rows => Sum(rows).Equals(Sum([.. rows.Reverse()])));

    [Fact]
    public void PredictionCounts_TwoPredictions_HaveTheMeansOfHandComputation()
    {
        var counts = PredictionCounts.Empty.Add(EmotionProbabilities.From([1, 0, 0, 0]), TagDecision.Tagged).Add(EmotionProbabilities.From([0.25, 0.25, 0.25, 0.25]), TagDecision.Review);
        Assert.Equal(2, counts.Rows);
        Assert.Equal(2, counts.Labels[0]);
        Assert.Equal(0.625, counts.MeanConfidence, 9);
        Assert.Equal(Math.Log(4) / 2, counts.MeanEntropy, 9);
        Assert.Equal(0.5, counts.ReviewRate);
        Assert.Equal((1, 1), (counts.Confidences[4], counts.Confidences[19]));
        Assert.Equal(0.25, counts.Expected(EmotionLabel.Happy, EmotionLabel.Angry), 9);
    }

    [Fact]
    public void PredictionCounts_Empty_IsZero() =>
        Assert.Equal((0, 0.0, 0.0, 0.0), (PredictionCounts.Empty.Rows, PredictionCounts.Empty.MeanConfidence, PredictionCounts.Empty.MeanEntropy, PredictionCounts.Empty.ReviewRate));

    [Fact]
    public void Tally_Predictions_EqualsImmutableCountsAndStartsAnew()
    {
        var tally = new DriftTally("m", 2, 3);
        tally.Add([0, 2], EmotionProbabilities.From([0.7, 0.1, 0.1, 0.1]), TagDecision.TopTwo);
        tally.Add([1, -1], EmotionProbabilities.From([0, 0, 1, 0]), TagDecision.Tagged);
        var taken = tally.Take();
        Assert.Equal([BinCounts.From([1, 1, 0]), BinCounts.From([0, 0, 1])], taken.Features);
        Assert.Equal(Sum([(EmotionProbabilities.From([0.7, 0.1, 0.1, 0.1]), TagDecision.TopTwo), (EmotionProbabilities.From([0, 0, 1, 0]), TagDecision.Tagged)]), taken.Predictions);
        Assert.Equal(0, tally.Take().Predictions.Rows);
    }

    [Fact]
    public void Tally_BadInput_CountsNothing()
    {
        var tally = new DriftTally("m", 2, 3);
        Assert.Throws<ArgumentException>(() => tally.Add([0], EmotionProbabilities.From([1, 0, 0, 0]), TagDecision.Tagged));
        Assert.Throws<ArgumentException>(() => tally.Add([0, 3], EmotionProbabilities.From([1, 0, 0, 0]), TagDecision.Tagged));
        Assert.Throws<ArgumentException>(() => tally.Add([0, 1], EmotionProbabilities.From([double.NaN, 0, 0, 0]), TagDecision.Tagged));
        var taken = tally.Take();
        Assert.Equal(0, taken.Predictions.Rows + taken.Features.Sum(feature => feature.Total));
    }

    [Fact]
    public void DriftCounts_OtherModelOrFeatures_DoNotMerge()
    {
        var counts = new DriftTally("m", 1, 3).Take();
        Assert.Contains("'n'", Assert.Throws<ArgumentException>(() => counts.Merge(new DriftTally("n", 1, 3).Take())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => counts.Merge(new DriftTally("m", 2, 3).Take()));
        Assert.Throws<ArgumentException>(() => counts.Merge(new DriftTally("m", 1, 4).Take()));
    }

    private static PredictionCounts Sum((EmotionProbabilities Probabilities, TagDecision Decision)[] rows)
    {
        var counts = PredictionCounts.Empty;
        foreach (var (probabilities, decision) in rows) counts = counts.Add(probabilities, decision);
        return counts;
    }
}
