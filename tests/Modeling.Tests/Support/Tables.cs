using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Support;

/// <summary>Small seeded tables.</summary>
internal static class Tables
{
    /// <summary>Fast settings for tables of a hundred rows.</summary>
    public static TrainingOptions Quick { get; } = new()
    {
        Folds = 4,
        Repeats = 1,
        InnerFolds = 3,
        Candidates = ["logistic"],
        Penalties = [1, 16],
        BootstrapResamples = 200,
    };

    /// <summary>The same with all candidates that need no native library.</summary>
    public static TrainingOptions QuickOfAll { get; } = Quick with { Candidates = ["discriminant", "logistic", "kernel", "shaped-kernel", "vote"] };

    /// <summary>Bell-shaped clouds, one per emotion, whose centres are <paramref name="distance"/> standard deviations from the middle.</summary>
    public static LabelledTable Clouds(double distance, int perClass = 30, int width = 6, int seed = 5, int classes = 4, int rowsPerGroup = 1)
    {
        var random = new Random(seed);
        var rows = new List<LabelledRow>();
        for (var k = 0; k < classes; k++)
        {
            for (var i = 0; i < perClass; i++)
            {
                var features = new float[width];
                for (var j = 0; j < width; j++) features[j] = (float)(Gauss(random) + (j == k ? distance : 0));
                rows.Add(new LabelledRow($"{k}-{i}", $"g{k}-{i / rowsPerGroup}", (EmotionLabel)k, features));
            }
        }

        return new LabelledTable("test-v1", Names(width), rows);
    }

    /// <summary>The same features with labels drawn by lot.</summary>
    public static LabelledTable Noise(int rows = 160, int width = 10, int seed = 9)
    {
        var random = new Random(seed);
        return new LabelledTable("test-v1", Names(width), [.. Enumerable.Range(0, rows).Select(i => new LabelledRow(
            $"r{i}", $"g{i}", (EmotionLabel)random.Next(4), [.. Enumerable.Range(0, width).Select(_ => (float)Gauss(random))]))]);
    }

    /// <summary>Two emotions at opposite corners of a square each: every line leaves half of the rows on the wrong side.</summary>
    public static LabelledTable Corners(int rows, int seed)
    {
        var random = new Random(seed);
        return new LabelledTable("test-v1", Names(2), [.. Enumerable.Range(0, rows).Select(i =>
        {
            var (x, y) = (random.Next(2), random.Next(2));
            float[] features = [(float)((2 * x) - 1 + (0.4 * Gauss(random))), (float)((2 * y) - 1 + (0.4 * Gauss(random)))];
            return new LabelledRow($"r{i}", $"g{i}", (EmotionLabel)(x ^ y), features);
        })]);
    }

    /// <summary>Clouds that differ in centres, which linear models see, and in widths, which kernels see; a third of the features are skewed.</summary>
    public static LabelledTable Mixed(int rows = 160, int width = 24, int seed = 2)
    {
        var random = new Random(seed);
        return new LabelledTable("test-v1", Names(width), [.. Enumerable.Range(0, rows).Select(i => new LabelledRow($"r{i}", $"g{i}", (EmotionLabel)(i % 4), [.. Enumerable.Range(0, width).Select(j =>
        {
            var value = (Gauss(random) * (j % 5 == i % 4 ? 1.6 : 1)) + (j % 8 == i % 4 ? 0.7 : 0);
            return (float)(j % 3 == 0 ? Math.Exp(value) : value);
        })]))]);
    }

    public static string[] Names(int width) => [.. Enumerable.Range(0, width).Select(j => $"f{j}")];

    public static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
