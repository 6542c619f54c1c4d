using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Deep;

namespace Cluster.Modeling.Torch.Tests.Support;

/// <summary>Small seeded tables of patches of 16 bands x 16 steps.</summary>
internal static class Patches
{
    public const int Size = 16;

    private const double Level = -40;

    /// <summary>A small network that is trained in a second or two.</summary>
    public static DeepTrainingOptions Quick { get; } = new() { Bands = Size, Steps = Size, Channels = [8, 16], Epochs = 14, Patience = 14, LearningRate = 1e-2, Dropout = 0.1 };

    /// <summary>
    /// Stripes along time, along the bands, and along either diagonal, each of random phase and wavelength, and with each its negative in the same group: no weighted sum of levels
    /// can tell them apart, because what speaks for a row speaks against its negative.
    /// </summary>
    public static LabelledTable Stripes(int pairsPerClass = 15, int seed = 1, double noiseDb = 4, int classes = 4) => WithNegatives(Table(pairsPerClass * classes, seed, (i, random) =>
    {
        var label = i % classes;
        var (phase, wave) = (2 * Math.PI * random.NextDouble(), 2 * Math.PI / (4 + (2 * random.NextDouble())));
        return ((EmotionLabel)label, (band, step) => (10 * Math.Sin(phase + (wave * Along(label, band, step)))) + (noiseDb * Gauss(random)));
    }));

    /// <summary>Noise about a level, and labels drawn by lot.</summary>
    public static LabelledTable Noise(int rows = 96, int seed = 3) =>
        Table(rows, seed, (_, random) => ((EmotionLabel)random.Next(4), (_, _) => 10 * Gauss(random)));

    /// <summary>One burst of energy in one of four quarters of the bands, at any time.</summary>
    public static LabelledTable Bursts(int perClass = 30, int seed = 5) => Table(perClass * 4, seed, (i, random) =>
    {
        var (centre, time) = ((i % 4 * 4) + 1 + random.Next(2), random.Next(Size));
        return ((EmotionLabel)(i % 4), (band, step) => (20 * Math.Exp(-(Square(band - centre) + Square(step - time)) / 2)) + (2 * Gauss(random)));
    });

    private static LabelledTable WithNegatives(LabelledTable table) => new(table.SchemaId, table.FeatureNames, [.. table.Rows.SelectMany(row =>
        (LabelledRow[])[row, row with { Id = row.Id + "-", Features = Array.ConvertAll(row.Features, level => (float)(2 * Level) - level) }])]);

    private static double Along(int direction, int band, int step) => direction switch
    {
        0 => band,
        1 => step,
        2 => (band + step) / Math.Sqrt(2),
        _ => (band - step) / Math.Sqrt(2),
    };

    private static double Square(double value) => value * value;

    private static LabelledTable Table(int rows, int seed, Func<int, Random, (EmotionLabel Label, Func<int, int, double> Level)> make)
    {
        var random = new Random(seed);
        return new LabelledTable(DeepPart.SchemaVersion, [.. Enumerable.Range(0, Size * Size).Select(j => $"logmel_{(j / Size) + 1}_{(j % Size) + 1}")], [.. Enumerable.Range(0, rows).Select(i =>
        {
            var (label, level) = make(i, random);
            return new LabelledRow($"r{i}", $"g{i}", label, [.. Enumerable.Range(0, Size * Size).Select(j => (float)(Level + level(j / Size, j % Size)))]);
        })]);
    }

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
