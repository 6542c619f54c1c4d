using Cluster.Abstractions.Explanations;
using Cluster.Modeling.Explanations;
using Cluster.Modeling.Importing;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Explanations;

/// <summary>Explanations of models of the human-labelled Turkish table.</summary>
[Trait("Suite", "Slow")]
public sealed class TurkishExplanationTests
{
    [Fact]
    public void Explain_VoteOfEveryLearner_NamesGroupsFeaturesAndPercentiles()
    {
        var table = FeatureTableImporter.Read(Needs.SharedData("turkish-music-emotion/acoustic_features.csv"));
        var options = new TrainingOptions { Folds = 2, Repeats = 1, Candidates = ["discriminant", "logistic", "kernel", "shaped-kernel", "vote"] };
        var model = Trainings.Train(table, options).Artefact.CreateClassifier();
        var reference = FeatureReference.FromRows([.. table.Rows.Select(row => row.Features)]);
        var explainer = new ModelExplainer(model, ExplanationBackground.Draw(table), reference);
        foreach (var row in table.Rows.Where((_, i) => i % 40 == 0))
        {
            foreach (var method in Enum.GetValues<ExplanationMethod>())
            {
                var explanation = explainer.ExplainRow(row.Features, method);
                Explaining.AssertAddsUp(explanation, method == ExplanationMethod.Shap ? 1e-6 : double.MaxValue);
                Assert.Equal(["harmony", "loudness", "rhythm", "timbre"], explanation.Groups.Select(group => group.Name).Order());
                Assert.Equal(50, explanation.Features.Count);
                Assert.All(explanation.Features, feature => Assert.Equal(feature.State == ValueState.Measured, feature.Percentile is not null));
            }
        }
    }

    [Fact]
    public void Explain_LocalFitAndShapleyValues_AgreeOnWhatMattersOnAverage()
    {
        var table = FeatureTableImporter.Read(Needs.SharedData("turkish-music-emotion/acoustic_features.csv"));
        var options = new TrainingOptions { Folds = 2, Repeats = 1, Candidates = ["kernel"] };
        var background = new ExplanationBackground([.. table.Rows.Where((_, i) => i % 4 == 0).Select(row => row.Features)]);
        var explainer = new ModelExplainer(Trainings.Train(table, options).Artefact.CreateClassifier(), background);
        var (same, products) = (0, 0.0);
        float[][] rows = [.. table.Rows.Where((_, i) => i % 20 == 0).Select(row => row.Features)];
        foreach (var row in rows)
        {
            var shap = explainer.ExplainRow(row).Groups.OrderBy(group => group.Name).Select(group => group.Contribution).ToArray();
            var lime = explainer.ExplainRow(row, ExplanationMethod.Lime).Groups.OrderBy(group => group.Name).Select(group => group.Contribution).ToArray();
            if (Array.IndexOf(shap, shap.MaxBy(Math.Abs)) == Array.IndexOf(lime, lime.MaxBy(Math.Abs))) same++;
            products += Math.Sign(shap.Zip(lime, (x, y) => x * y).Sum());
        }

        Assert.True(same >= rows.Length * 0.6, $"the greatest group is the same for {same} of {rows.Length} rows");
        Assert.True(products >= rows.Length * 0.7, $"directions agree by {products} of {rows.Length}");
    }

    /// <summary>What it costs to compare with quantiles instead of training rows, whose features depend on each other.</summary>
    [Theory]
    [InlineData("logistic")]
    [InlineData("discriminant kernel vote")]
    public void Explain_AgainstQuantiles_SaysWhatTrainingRowsSay(string candidates)
    {
        var table = FeatureTableImporter.Read(Needs.SharedData("turkish-music-emotion/acoustic_features.csv"));
        var artefact = Trainings.Train(table, new TrainingOptions { Folds = 2, Repeats = 1, Candidates = candidates.Split(' ') }).Artefact;
        var classifier = artefact.CreateClassifier();
        var options = new ExplanationOptions { Orders = 0 };
        var rows = new ModelExplainer(classifier, new ExplanationBackground([.. table.Rows.Where((_, i) => i % 2 == 0).Select(row => row.Features)]), options: options);
        var quantiles = new ModelExplainer(classifier, ExplanationBackground.FromHistograms(artefact.Reference), options: options);
        var (same, count) = (0, 0);
        List<double> first = [], second = [];
        foreach (var row in table.Rows.Where((_, i) => i % 10 == 0))
        {
            var (expected, found) = (rows.ExplainRow(row.Features), quantiles.ExplainRow(row.Features));
            if (expected.Groups[0].Name == found.Groups[0].Name) same++;
            count++;
            foreach (var group in expected.Groups.OrderBy(group => group.Name)) first.Add(group.Contribution);
            foreach (var group in found.Groups.OrderBy(group => group.Name)) second.Add(group.Contribution);
        }

        var (mean, other) = (first.Average(), second.Average());
        var correlation = first.Zip(second, (x, y) => (x - mean) * (y - other)).Sum()
            / Math.Sqrt(first.Sum(x => (x - mean) * (x - mean)) * second.Sum(y => (y - other) * (y - other)));
        TestContext.Current.SendDiagnosticMessage($"{candidates}: correlation {correlation:F3}, the greatest group is the same for {same} of {count} rows");
        Assert.True(correlation > 0.9, $"correlation {correlation:F3}");
        Assert.True(same >= 0.8 * count, $"the greatest group is the same for {same} of {count} rows");
    }
}
