using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Trees;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Trees;

/// <summary>Rows, trainings and scores for tests of trees.</summary>
internal static class TreeRows
{
    /// <summary>Settings that learn small tables quickly.</summary>
    public static TreeSettings Quick { get; } = new() { Leaves = 4, LearningRate = 0.1, LeastRowsPerLeaf = 5, L2 = 1, FeatureFraction = 1 };

    /// <summary>Two classes by the sign of the product of two features, among others that mean nothing: no line parts them.</summary>
    public static LabelledTable SignsOfProduct(int rows, int seed)
    {
        var random = new Random(seed);
        return new LabelledTable("test-v1", Tables.Names(4), [.. Enumerable.Range(0, rows).Select(i =>
        {
            float[] features = [.. Enumerable.Range(0, 4).Select(_ => (float)Tables.Gauss(random))];
            return new LabelledRow($"r{i}", $"g{i}", features[0] * features[1] > 0 ? EmotionLabel.Happy : EmotionLabel.Sad, features);
        })]);
    }

    /// <summary>Trains on all rows of a table as they are.</summary>
    public static TreeStages Fit(LabelledTable table, TreeSettings settings, int seed, params int[] iterations) =>
        Fit(Features(table), Labels(table), settings, seed, iterations);

    /// <summary>Trains on rows of the emotions that occur.</summary>
    public static TreeStages Fit(float[][] rows, EmotionLabel[] labels, TreeSettings settings, int seed, params int[] iterations)
    {
        NeedsLightGbm();
        return BoostedTrees.Fit(rows, labels, [.. labels.Distinct().Order()], settings, iterations, seed, TestContext.Current.CancellationToken);
    }

    public static void NeedsLightGbm() => Needs.Component(LightGbmLibrary.IsAvailable, "what LightGBM's native library needs (apt-get install libgomp1)");

    public static float[][] Features(LabelledTable table) => [.. table.Rows.Select(row => row.Features)];

    public static EmotionLabel[] Labels(LabelledTable table) => [.. table.Rows.Select(row => row.Label)];

    /// <summary>The share of rows whose greatest score is that of their class.</summary>
    public static double Accuracy(TreeEnsemble ensemble, LabelledTable table) =>
        table.Rows.Average(row => table.Classes[Top(Scores(ensemble, row.Features))] == row.Label ? 1.0 : 0);

    public static double[] Scores(TreeEnsemble ensemble, float[] row)
    {
        var scores = new double[ensemble.ClassCount];
        ensemble.Score(row, scores);
        return scores;
    }

    public static int Top(double[] scores) => Array.IndexOf(scores, scores.Max());

    /// <summary>The ensemble as it is stored.</summary>
    public static byte[] Bytes(TreeEnsemble ensemble) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(ensemble.Weights, ArtefactJson.Default.TreeWeights);
}
