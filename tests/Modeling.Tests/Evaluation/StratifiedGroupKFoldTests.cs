using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Evaluation;
using CsCheck;

namespace Cluster.Modeling.Tests.Evaluation;

public sealed class StratifiedGroupKFoldTests
{
    private static readonly Gen<(int Seed, int Folds, int[] GroupSizes)> Cases =
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[2, 8], Gen.Int[1, 6].Array[40, 120]);

    [Fact]
    public void Split_AnyTable_KeepsGroupsTogetherAndUsesEveryFold() => Cases.Sample(
        sample =>
        {
            var (labels, groups) = Rows(sample.GroupSizes);
            var (folds, count) = StratifiedGroupKFold.Split(labels, groups, sample.Folds, sample.Seed);
            return count == sample.Folds
                && groups.Zip(folds).GroupBy(pair => pair.First).All(group => group.Select(pair => pair.Second).Distinct().Count() == 1)
                && folds.Distinct().Order().SequenceEqual(Enumerable.Range(0, count));
        },
        iter: 200);

    [Fact]
    public void Split_AnyTable_BalancesClassesToTheLargestGroup() => Cases.Sample(
        sample =>
        {
            var (labels, groups) = Rows(sample.GroupSizes);
            var (folds, count) = StratifiedGroupKFold.Split(labels, groups, sample.Folds, sample.Seed);
            foreach (var label in labels.Distinct())
            {
                var sizes = Enumerable.Range(0, count).Select(fold => labels.Zip(folds).Count(row => row.First == label && row.Second == fold)).ToArray();
                if (sizes.Max() - sizes.Min() > 6) return false;
            }

            return true;
        },
        iter: 200);

    [Fact]
    public void Split_EveryRowItsOwnGroup_BalancesEachClassToOneRow() => Gen.Select(Gen.Int[0, 10_000], Gen.Int[2, 10], Gen.Int[0, 3].Array[80, 200]).Sample(
        (seed, wanted, classes) =>
        {
            var labels = classes.Select(k => (EmotionLabel)k).ToArray();
            var (folds, count) = StratifiedGroupKFold.Split(labels, [.. Enumerable.Range(0, labels.Length)], wanted, seed);
            foreach (var label in labels.Distinct())
            {
                var sizes = Enumerable.Range(0, count).Select(fold => labels.Zip(folds).Count(row => row.First == label && row.Second == fold)).ToArray();
                if (sizes.Max() - sizes.Min() > 1) return false;
            }

            return true;
        },
        iter: 100);

    [Fact]
    public void Split_SameSeed_IsTheSame()
    {
        var (labels, groups) = Rows([.. Enumerable.Repeat(2, 60)]);
        Assert.Equal(StratifiedGroupKFold.Split(labels, groups, 5, 3).FoldOfRow, StratifiedGroupKFold.Split(labels, groups, 5, 3).FoldOfRow);
        Assert.NotEqual(StratifiedGroupKFold.Split(labels, groups, 5, 3).FoldOfRow, StratifiedGroupKFold.Split(labels, groups, 5, 4).FoldOfRow);
    }

    [Fact]
    public void Split_ClassWithFewerGroupsThanFolds_MakesFewerFolds()
    {
        EmotionLabel[] labels = [.. Enumerable.Repeat(EmotionLabel.Happy, 20), .. Enumerable.Repeat(EmotionLabel.Sad, 3)];
        Assert.Equal(3, StratifiedGroupKFold.Split(labels, [.. Enumerable.Range(0, 23)], 5, 1).Folds);
    }

    [Fact]
    public void Split_ClassInOneGroup_Throws()
    {
        EmotionLabel[] labels = [.. Enumerable.Repeat(EmotionLabel.Happy, 6), .. Enumerable.Repeat(EmotionLabel.Sad, 4)];
        int[] groups = [0, 1, 2, 3, 4, 5, 6, 6, 6, 6];
        var error = Assert.Throws<DatasetException>(() => StratifiedGroupKFold.Split(labels, groups, 3, 1));
        Assert.Contains("sad", error.Message, StringComparison.Ordinal);
    }

    // Group g is of class g mod 4.
    private static (EmotionLabel[] Labels, int[] Groups) Rows(int[] sizes)
    {
        var groups = sizes.SelectMany((size, g) => Enumerable.Repeat(g, size)).ToArray();
        return ([.. groups.Select(g => (EmotionLabel)(g % 4))], groups);
    }
}
