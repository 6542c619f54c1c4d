using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Agreement;
using Cluster.Modeling.Evaluation;
using CsCheck;

namespace Cluster.Modeling.Tests.Agreement;

public sealed class KappaTests
{
    // Fleiss, 1971, as reprinted widely: 14 raters, 10 subjects, 5 categories; kappa 0.210.
    private static readonly int[][] Published =
    [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ];

    [Fact]
    public void Cohen_TwentyFiveAgainstFifteen_EqualsThePublishedExample()
    {
        // Yes-yes 20, yes-no 5, no-yes 10, no-no 15: p_o = 0.7, p_e = 0.5.
        var matrix = new ConfusionMatrix();
        matrix.Add(EmotionLabel.Happy, EmotionLabel.Happy, 20);
        matrix.Add(EmotionLabel.Happy, EmotionLabel.Sad, 5);
        matrix.Add(EmotionLabel.Sad, EmotionLabel.Happy, 10);
        matrix.Add(EmotionLabel.Sad, EmotionLabel.Sad, 15);
        Assert.Equal(0.4, CohenKappa.Of(matrix)!.Value, 12);
    }

    [Fact]
    public void Cohen_OneLabelOnly_IsNotDefined()
    {
        var matrix = new ConfusionMatrix();
        Assert.Null(CohenKappa.Of(matrix));
        matrix.Add(EmotionLabel.Sad, EmotionLabel.Sad, 9);
        Assert.Null(CohenKappa.Of(matrix));
        matrix.Add(EmotionLabel.Sad, EmotionLabel.Angry);
        Assert.Equal(0, CohenKappa.Of(matrix)!.Value, 12);
    }

    [Fact]
    public void Fleiss_TenSubjects_EqualsThePublishedExample() => Assert.Equal(0.210, FleissKappa.Of(Published)!.Value, 3);

    [Fact]
    public void Fleiss_PerfectAgreement_IsOne() => Assert.Equal(1, FleissKappa.Of([[3, 0], [0, 3], [0, 2]])!.Value, 12);

    [Fact]
    public void Fleiss_UnequalNumbers_EqualsHandComputation()
    {
        // Items {2,0}, {1,2}, {0,1}: agreement (1 + 1/3) / 2; shares (1 + 1/3 + 0) / 3 = 4/9 and 5/9, chance 41/81.
        var expected = ((2.0 / 3) - (41.0 / 81)) / (1 - (41.0 / 81));
        Assert.Equal(expected, FleissKappa.Of([[2, 0], [1, 2], [0, 1]])!.Value, 12);
    }

    [Fact]
    public void Fleiss_NothingToCompare_IsNotDefined()
    {
        Assert.Null(FleissKappa.Of([]));
        Assert.Null(FleissKappa.Of([[1, 0], [0, 1]]));
        Assert.Null(FleissKappa.Of([[2, 0], [3, 0]]));
    }

    [Fact]
    public void Fleiss_BadCounts_NameTheItem()
    {
        Assert.Contains("Item 1", Assert.Throws<ArgumentException>(() => FleissKappa.Of([[1, 1], [1, 1, 1]])).Message, StringComparison.Ordinal);
        Assert.Contains("Item 0", Assert.Throws<ArgumentException>(() => FleissKappa.Of([[-1, 3]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kappa_AnyItems_IsAtMostOneAndIgnoresTheNamesOfCategories() => Gen.Int[0, 5].Array[4].Array[1, 20].Sample(items =>
    {
        var kappa = FleissKappa.Of(items);
        var renamed = FleissKappa.Of([.. items.Select(item => new[] { item[2], item[3], item[1], item[0] })]);
        return kappa is null ? renamed is null : kappa <= 1 + 1e-12 && Math.Abs(kappa.Value - renamed!.Value) < 1e-9;
    });

    [Fact]
    public void Kappa_RatersByChance_IsAboutZero()
    {
        var random = new Random(4);
        var matrix = new ConfusionMatrix();
        var items = new int[20_000][];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new int[4];
            for (var rater = 0; rater < 3; rater++) items[i][Math.Min(3, random.Next(6))]++;
            matrix.Add((EmotionLabel)random.Next(4), (EmotionLabel)Math.Min(3, random.Next(6)));
        }

        Assert.InRange(FleissKappa.Of(items)!.Value, -0.02, 0.02);
        Assert.InRange(CohenKappa.Of(matrix)!.Value, -0.02, 0.02);
    }
}
