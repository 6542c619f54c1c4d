using System.Diagnostics;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling;
using Cluster.Modeling.Data;
using Cluster.Modeling.Training;
using static Cluster.Bench.Report;

namespace Cluster.Bench;

/// <summary>Prints what models cost: a row, rows in batches on one core, and training. Processor time; medians of seven where there are several runs.</summary>
internal static class ModelBenchmark
{
    private const int Rows = 400;
    private const int BatchRows = 2000;

    /// <summary>Runs it; takes about a minute.</summary>
    public static void Run()
    {
        foreach (var width in (int[])[50, 249])
        {
            var table = Clouds(width);
            foreach (var candidate in (string[])["logistic", "discriminant", "kernel", "shaped-logistic", "shaped-kernel", Candidates.Vote])
                Serving(table, candidate);
        }

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var wall = Stopwatch.StartNew();
        var trained = ModelTrainer.Train(Clouds(250), new TrainingOptions { Folds = 5, Repeats = 1 });
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Print($"training, 5 folds, {Rows} x 250, {Candidates.Default.Count} candidates: {wall.Elapsed.TotalSeconds:F1} s, {spent:F1} s of processor time; {trained.Report.Model.Candidate} chosen");
    }

    private static void Serving(LabelledTable table, string candidate)
    {
        var names = candidate == Candidates.Vote ? Candidates.Default : [candidate];
        var options = new TrainingOptions { Folds = 2, InnerFolds = 2, Repeats = 1, Candidates = names, BootstrapResamples = 100 };
        var model = ModelTrainer.Train(table, options).Artefact.CreateClassifier();
        float[] rows = [.. Enumerable.Range(0, BatchRows).SelectMany(i => table.Rows[i % Rows].Features)];
        var probabilities = new double[BatchRows * EmotionProbabilities.Count];
        var one = probabilities.AsSpan(0, EmotionProbabilities.Count);
        var width = table.FeatureNames.Count;

        // Until the runtime has compiled for speed; it waits for quiet moments.
        Median(() => model.PredictBatch(rows, probabilities));
        Median(() => model.Predict(rows.AsSpan(0, width), probabilities.AsSpan(0, EmotionProbabilities.Count)));
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++) model.Predict(rows.AsSpan(n * width, width), one);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        var single = Median(() =>
        {
            for (var n = 0; n < BatchRows; n++) model.Predict(rows.AsSpan(n * width, width), probabilities.AsSpan(0, EmotionProbabilities.Count));
        });
        var batch = Median(() => model.PredictBatch(rows, probabilities));
        Print($"{candidate,-16} {width,4} features: a row {single / BatchRows * 1e6,6:F2} us, {bytes} bytes allocated; batches {BatchRows / batch,10:N0} rows/s ({model.Manifest.Algorithm})");
    }

    private static double Median(Action action)
    {
        var seconds = new double[7];
        for (var n = 0; n < seconds.Length; n++)
        {
            // Batches of 200 ms: the clock of processor time is coarse.
            var started = Process.GetCurrentProcess().TotalProcessorTime;
            var runs = 0;
            double spent;
            do
            {
                action();
                runs++;
                spent = (Process.GetCurrentProcess().TotalProcessorTime - started).TotalSeconds;
            }
            while (spent < 0.2);
            seconds[n] = spent / runs;
        }

        return seconds.Order().ElementAt(seconds.Length / 2);
    }

    // Four clouds that overlap; they differ in centres, which linear models see, and in widths, which kernels see. Some features are skewed.
    internal static LabelledTable Clouds(int width)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, Rows).Select(i => new LabelledRow($"r{i}", $"g{i}", (EmotionLabel)(i % 4), [.. Enumerable.Range(0, width).Select(j =>
        {
            var bell = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var value = (bell * (j % 5 == i % 4 ? 1.3 : 1)) + (j % 8 == i % 4 ? 0.4 : 0);
            return (float)(j % 3 == 0 ? Math.Exp(value) : value);
        })]));
        return new LabelledTable("bench", [.. Enumerable.Range(0, width).Select(j => $"f{j}")], [.. rows]);
    }
}
