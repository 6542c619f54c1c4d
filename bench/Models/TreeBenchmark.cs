using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Trees;
using static Cluster.Bench.Report;

namespace Cluster.Bench;

/// <summary>Prints what boosted trees cost: training, scoring one row, scoring many.</summary>
internal static class TreeBenchmark
{
    private const int Rows = 1000;
    private const int Width = 180;
    private const int Iterations = 100;
    private const int Batch = 10_000;
    private static readonly EmotionLabel[] Classes = [EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Angry, EmotionLabel.Relaxed];

    public static void Run()
    {
        var random = new Random(1);
        float[][] rows = [.. Enumerable.Range(0, Rows).Select(_ => Row(random))];
        // Every class leans on two features, so that the trees have something to find, and noise enough to grow to their full size.
        EmotionLabel[] labels = [.. rows.Select(row => Classes[(row[0] > 0 ? 1 : 0) + (row[1] + (0.5f * row[2]) > 0 ? 2 : 0)])];
        var many = Enumerable.Range(0, Batch).SelectMany(_ => Row(random)).ToArray();
        foreach (var leaves in (int[])[6, 15, 31]) Measure(leaves, rows, labels, many);
    }

    private static void Measure(int leaves, float[][] rows, EmotionLabel[] labels, float[] many)
    {
        var settings = new TreeSettings { Leaves = leaves };
        var before = Environment.CpuUsage.TotalTime;
        var ensemble = BoostedTrees.Fit(rows, labels, Classes, settings, [Iterations], 1).At(0);
        var training = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var splits = ensemble.Weights.Trees.Sum(trees => trees.Sum(tree => tree.Feature.Length));
        Print($"{leaves} leaves: {ensemble.TreeCount} trees, {splits} splits, trained on {Rows} rows of {Width} in {training:F2} s of CPU");

        // Other rows each time: the same one would let the processor learn its way through the trees.
        var (scores, next) = (new double[Classes.Length], 0);
        var (median, least) = CpuTime.Of(() =>
        {
            ensemble.Score(many.AsSpan(next * Width, Width), scores);
            next = (next + 1) % Batch;
        });
        Print($"  one row       {1000 * median,8:F2} µs of CPU (least {1000 * least:F2})");
        var batchScores = new double[Batch * Classes.Length];
        (median, least) = CpuTime.Of(() => ensemble.ScoreRows(many.AsSpan(0, 1000 * Width), batchScores.AsSpan(0, 1000 * Classes.Length)));
        Print($"  1,000 rows    {median,8:F2} ms of CPU (least {least:F2}), {1000 * 1000 / median,9:F0} rows per CPU second");
    }

    private static float[] Row(Random random) =>
        [.. Enumerable.Range(0, Width).Select(_ => (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2)];
}
