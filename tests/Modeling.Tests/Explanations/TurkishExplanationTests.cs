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
}
