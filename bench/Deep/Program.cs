using System.Diagnostics;
using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Deep;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Torch.Native;
using Cluster.Modeling.Torch.Networks;
using Cluster.Modeling.Torch.Serving;
using Cluster.Modeling.Torch.Training;

// Prints what a network on log-mel patches of the usual size costs, in processor time of this process; medians of five.
const int Rows = 400, Batch = 64;
var options = new DeepTrainingOptions { Device = DeepDevice.Cpu };
var random = new Random(1);
var table = new LabelledTable(
    DeepPart.SchemaVersion,
    [.. Enumerable.Range(0, options.Bands * options.Steps).Select(j => $"v{j}")],
    [.. Enumerable.Range(0, Rows).Select(i => new LabelledRow(
        $"r{i}", $"g{i}", (EmotionLabel)(i % 4), [.. Enumerable.Range(0, options.Bands * options.Steps).Select(_ => (float)(-80 * random.NextDouble()))]))]);
int[] all = [.. Enumerable.Range(0, Rows)];

var started = Cpu();
var version = Libtorch.EnsureLoaded();
Print($"loading libtorch {version}: {Cpu() - started:F2} s");
var weights = Train(1);
Print($"network: {weights.Plan.Shapes.Values.Sum(NamedCount):N0} numbers, patches of {options.Bands} x {options.Steps}, channels {string.Join('-', options.Channels)}");
var (one, three) = (Median(() => Train(1)), Median(() => Train(3)));
Print($"training: {(three - one) / 2:F2} s an epoch of {Rows} patches, batches of {options.BatchSize}; the pass over 4 held-out rows included");

using var scorer = new NetworkScorer(weights, [.. Enum.GetValues<EmotionLabel>()], DeepDevice.Cpu);
float[] rows = [.. table.Rows.Take(Batch).SelectMany(row => row.Features)];
var scores = new double[Batch * EmotionProbabilities.Count];
var single = Median(() =>
{
    for (var n = 0; n < Batch; n++) scorer.Score(table.Rows[n].Features, scores.AsSpan(0, EmotionProbabilities.Count));
});
var batch = Median(() => ((IModelScorer)scorer).ScoreBatch(rows, scores));
Print($"prediction: {single / Batch * 1000:F2} ms alone, {batch / Batch * 1000:F2} ms in a batch of {Batch} ({batch * 1000:F0} ms)");
Print($"greatest working set: {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");

NetworkWeights Train(int epochs) => new NetworkTrainer(table, options with { Epochs = epochs }, Devices.Choose(options.Device), [.. Enum.GetValues<EmotionLabel>()])
    .Train(all, all[..4], seed: 1, note: null, CancellationToken.None).Weights;

static long NamedCount(int[] shape) => shape.Aggregate(1L, (product, size) => product * size);

static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

static double Median(Action action)
{
    action();
    return Enumerable.Range(0, 5).Select(_ =>
    {
        var before = Cpu();
        action();
        return Cpu() - before;
    }).Order().ElementAt(2);
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
