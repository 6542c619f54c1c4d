using Cluster.Abstractions.Explanations;
using Cluster.Modeling.Explanations;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Trees;
using TreeRows = Cluster.Modeling.Tests.Trees.TreeRows;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class TreeShapleyTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 4)]
    [InlineData(5, 8, 7)]
    [InlineData(8, 25, 5)]
    public void Split_RandomTrees_EqualsTheMeanOverAllOrders(int features, int splits, int backgroundRows)
    {
        // With more splits than features, paths look at a feature several times.
        var random = new Random(features);
        for (var n = 0; n < 5; n++)
        {
            RegressionTreeWeights[][] trees = [[RandomTree(random, features, splits), RandomTree(random, features, splits)], [RandomTree(random, features, splits)]];
            var ensemble = new TreeEnsemble(new TreeWeights { Trees = trees }, features, 2);
            var background = Rows(random, backgroundRows, features);
            var row = Rows(random, 1, features)[0];
            var shapley = new TreeShapley(trees, background);
            for (var k = 0; k < 2; k++)
            {
                var expected = Explaining.ByOrders(features, coalition => background.Average(other =>
                    TreeRows.Scores(ensemble, [.. row.Select((value, j) => (coalition >> j & 1) != 0 ? value : other[j])])[k]));
                var shares = new double[features];
                shapley.Split(row, k, shares);
                for (var j = 0; j < features; j++) Assert.Equal(expected[j], shares[j], 1e-9);
            }
        }
    }

    [Fact]
    public void Split_FeaturesThatTheTreeTreatsAlike_GetEqualShares()
    {
        // 12 where both are above 0, else 0; the third is never looked at.
        RegressionTreeWeights[][] trees = [[new() { Feature = [0, 1], Threshold = [0, 0], Left = [~0, ~1], Right = [1, ~2], Leaves = [0, 0, 12] }]];
        var shares = new double[3];
        new TreeShapley(trees, [[-1, -1, 5]]).Split([1, 1, 9], 0, shares);
        Assert.Equal([6, 6, 0], shares);
        new TreeShapley(trees, [[1, -1, 5], [1, 1, 5]]).Split([1, 1, 9], 0, shares);
        Assert.Equal([0, 6, 0], shares);
    }

    [Fact]
    public void Split_TreeWithoutSplits_GivesNobodyAnything()
    {
        var shares = new double[] { 7 };
        new TreeShapley([[new() { Feature = [], Threshold = [], Left = [], Right = [], Leaves = [100] }]], [[1]]).Split([2], 0, shares);
        Assert.Equal([0], shares);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public void CanSplit_LongPath_HasOneBitForEachFeature(int features)
    {
        var chain = Chain(features);
        Assert.Equal(features <= TreeShapley.MaxPathFeatures, TreeShapley.CanSplit([[chain]], 1));
        if (features > TreeShapley.MaxPathFeatures)
        {
            Assert.Throws<ArgumentException>(() => new TreeShapley([[chain]], [new float[features]]));
            return;
        }

        // All must be above 0 for the last leaf: 64 equal players.
        var shares = new double[features];
        new TreeShapley([[chain]], [[.. Enumerable.Repeat(-1f, features)]]).Split([.. Enumerable.Repeat(1f, features)], 0, shares);
        Assert.All(shares, share => Assert.Equal(1, share, 1e-12));
    }

    [Fact]
    public void CanSplit_ManyLeavesAndRows_IsBounded() =>
        Assert.False(TreeShapley.CanSplit([[.. Enumerable.Repeat(Chain(63), 1000)]], 64));

    [Fact]
    public void Explain_PathTooLong_IsExplainedByGroup()
    {
        var classifier = Explaining.Classifier(Explaining.Plain(65), new TreeWeights { Trees = [[Chain(65)], [Chain(1)], [Chain(2)], [Chain(3)]] });
        var random = new Random(1);
        var explanation = new ModelExplainer(classifier, new ExplanationBackground(Explaining.Rows(random, 8, 65))).ExplainRow(Explaining.Rows(random, 1, 65)[0]);
        Assert.Equal(ExplanationAlgorithm.GroupShapley, explanation.Algorithm);
    }

    [Fact]
    public void Explain_Trees_EqualsAllCoalitions()
    {
        var random = new Random(11);
        RegressionTreeWeights[][] trees = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 6).Select(_ => RandomTree(random, 6, 5)).ToArray())];
        var classifier = Explaining.Classifier(Explaining.Plain(6), new TreeWeights { Trees = trees });
        var background = new ExplanationBackground(Explaining.Rows(random, 9, 6));
        var explainer = new ModelExplainer(classifier, background);
        foreach (var row in Explaining.Rows(random, 5, 6))
        {
            row[2] = float.NaN;
            var explanation = explainer.ExplainRow(row);
            Assert.Equal(ExplanationAlgorithm.TreeShapley, explanation.Algorithm);
            Explaining.AssertAddsUp(explanation, 1e-9);
            var expected = Explaining.ByCoalitions(classifier, Explaining.Singles(6), background, row, Explaining.PairOf(explanation, Explaining.AllClasses));
            Assert.Equal(expected.Base[0], explanation.Difference.Base, 1e-9);
            Assert.All(Explaining.InOrder(explanation).Zip(expected.ByGroup![0]), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        }
    }

    private static float[][] Rows(Random random, int count, int width) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => (float)(2 * Tables.Gauss(random))).ToArray())];

    /// <summary>1 + the number of features for rows all above 0, minus what leads out on the left, which is 0.</summary>
    private static RegressionTreeWeights Chain(int splits) => new()
    {
        Feature = [.. Enumerable.Range(0, splits)],
        Threshold = new float[splits],
        Left = [.. Enumerable.Range(0, splits).Select(i => ~i)],
        Right = [.. Enumerable.Range(0, splits).Select(i => i + 1 < splits ? i + 1 : ~splits)],
        Leaves = [.. new double[splits], splits],
    };

    /// <summary>A leaf drawn by lot becomes a split, over and over.</summary>
    private static RegressionTreeWeights RandomTree(Random random, int features, int splits)
    {
        var (left, right) = (new int[splits], new int[splits]);
        var open = new List<(int Parent, bool Right)>();
        for (var i = 0; i < splits; i++)
        {
            if (i > 0)
            {
                var at = random.Next(open.Count);
                (open[at].Right ? right : left)[open[at].Parent] = i;
                open.RemoveAt(at);
            }

            open.Add((i, false));
            open.Add((i, true));
        }

        foreach (var (leaf, (parent, isRight)) in open.Index()) (isRight ? right : left)[parent] = ~leaf;
        return new RegressionTreeWeights
        {
            Feature = [.. Enumerable.Range(0, splits).Select(_ => random.Next(features))],
            Threshold = [.. Enumerable.Range(0, splits).Select(_ => (float)Tables.Gauss(random))],
            Left = left,
            Right = right,
            Leaves = [.. Enumerable.Range(0, splits + 1).Select(_ => Tables.Gauss(random))],
        };
    }
}
