using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Explanations;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Training;

namespace Cluster.Bench;

/// <summary>Prints what an explanation costs, by every way there is. Processor time.</summary>
internal static class ExplanationBenchmark
{
    /// <summary>Runs it; takes about two minutes.</summary>
    public static void Run()
    {
        foreach (var width in (int[])[48, 249])
        {
            var table = ModelBenchmark.Clouds(width);
            foreach (var candidate in (string[])["logistic", "shaped-logistic", "trees", "kernel", Candidates.Vote]) Measure(table, candidate);
        }

        MeasurePatches();
    }

    private static void Measure(LabelledTable table, string candidate)
    {
        var names = candidate == Candidates.Vote ? Candidates.Default : [candidate];
        var options = new TrainingOptions { Folds = 2, InnerFolds = 2, Repeats = 1, Candidates = names, BootstrapResamples = 100 };
        var model = ModelTrainer.Train(table, options).Artefact.CreateClassifier();
        var background = ExplanationBackground.Draw(table);

        // Four groups, as the names of a schema give.
        var grouping = new FeatureGrouping(["a", "b", "c", "d"], [.. Enumerable.Range(0, table.FeatureNames.Count).Select(j => j % 4)]);
        var before = Environment.CpuUsage.TotalTime;
        var explainer = new ModelExplainer(model, background, grouping: grouping);
        Report.Print($"{candidate} ({model.Manifest.Algorithm}), {table.FeatureNames.Count} features, {background.Count} background rows; prepared in {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds:F1} ms");
        Print(explainer, table, ExplanationMethod.Shap, string.Empty);
        if (explainer.Explain(table.Rows[0].Features).Algorithm == ExplanationAlgorithm.GroupShapley)
            Print(new ModelExplainer(model, background, grouping: grouping, options: new ExplanationOptions { Orders = 0 }), table, ExplanationMethod.Shap, " (groups only)");
        Print(explainer, table, ExplanationMethod.Lime, string.Empty);
    }

    private static void MeasurePatches()
    {
        string[] names = [.. from band in Enumerable.Range(1, 64) from step in Enumerable.Range(1, 128) select $"logmel_{band}_{step}"];
        var random = new Random(1);
        LabelledRow[] rows = [.. Enumerable.Range(0, 32).Select(i => new LabelledRow($"r{i}", $"g{i}", (EmotionLabel)(i % 4), [.. names.Select(_ => (float)random.NextDouble())]))];
        var table = new LabelledTable("bench", names, rows);
        var model = new SumClassifier(names);
        Report.Print($"a sum of a log-mel patch, {names.Length} features, {rows.Length} background rows: what there is beside the model itself");
        Print(new ModelExplainer(model, ExplanationBackground.Draw(table)), table, ExplanationMethod.Shap, string.Empty);
    }

    private static void Print(ModelExplainer explainer, LabelledTable table, ExplanationMethod method, string remark)
    {
        var next = 0;
        var (median, least) = CpuTime.Of(() => explainer.Explain(table.Rows[next++ % table.Rows.Count].Features, method));
        var explanation = explainer.Explain(table.Rows[0].Features, method);
        var fit = explanation.Fit is { } local ? FormattableString.Invariant($", R2 {local.Fidelity:F2}, agreement {local.Agreement:F2}") : string.Empty;
        Report.Print($"  {explanation.Algorithm + remark,-28} {median,9:F2} ms of CPU (least {least:F2}), {explanation.Evaluations,6} evaluations, residual {Math.Abs(explanation.Difference.Residual):E1}{fit}");
    }

    /// <summary>The least that a model of so many features can do: read them.</summary>
    private sealed class SumClassifier(IReadOnlyList<string> names) : IEmotionClassifier
    {
        public ModelManifest Manifest { get; } = new()
        {
            FormatVersion = ModelManifest.CurrentFormat,
            ModelVersion = "sum-000000000000",
            ContentSha256 = ContentAddress.NoHash,
            Algorithm = "sum",
            SchemaId = "bench",
            Features = names,
            Classes = [EmotionLabel.Happy, EmotionLabel.Sad],
            Temperature = 1,
            Decision = DecisionPolicy.Default,
            Training = new TrainingProvenance { DataSha256 = ContentAddress.NoHash, Rows = 1, Groups = 1, Seed = 1, Candidate = "sum", Settings = "none" },
            Versions = new Dictionary<string, string>(),
        };

        public void Predict(ReadOnlySpan<float> features, Span<double> probabilities)
        {
            probabilities.Fill(double.NegativeInfinity);
            probabilities[0] = System.Numerics.Tensors.TensorPrimitives.Sum(features) / features.Length;
            probabilities[1] = 0.5;
            Softmax.Apply(probabilities, 1);
        }
    }
}
