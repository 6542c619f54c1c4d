using Cluster.Abstractions.Explanations;
using Cluster.Modeling.Data;
using Cluster.Modeling.Explanations;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Tests.Trees;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class ModelExplainerTests
{
    private static readonly LabelledTable Table = Tables.Mixed(rows: 120, width: 24);

    [Theory]
    [InlineData("logistic", ExplanationAlgorithm.Linear)]
    [InlineData("discriminant", ExplanationAlgorithm.Linear)]
    [InlineData("shaped-logistic", ExplanationAlgorithm.Linear)]
    [InlineData("logistic-pca20", ExplanationAlgorithm.Linear)]
    [InlineData("shaped-discriminant-pca20", ExplanationAlgorithm.Linear)]
    [InlineData("trees", ExplanationAlgorithm.TreeShapley)]
    [InlineData("shaped-trees", ExplanationAlgorithm.TreeShapley)]
    [InlineData("trees-pca20", ExplanationAlgorithm.GroupShapley)]
    [InlineData("kernel", ExplanationAlgorithm.GroupShapley)]
    [InlineData("discriminant kernel vote", ExplanationAlgorithm.GroupShapley)]
    public void Explain_TrainedModel_IsExactByTheWayThatFits(string candidates, ExplanationAlgorithm expected)
    {
        var explainer = new ModelExplainer(Train(candidates), ExplanationBackground.Draw(Table, 16), grouping: Grouping());
        foreach (var row in Table.Rows.Take(8).Select(row => row.Features.ToArray()))
        {
            row[5] = float.NaN;
            var explanation = explainer.ExplainRow(row);
            Assert.Equal(expected, explanation.Algorithm);
            Explaining.AssertAddsUp(explanation, 1e-6);
            Assert.Equal(24, explanation.Features.Count);
            Assert.Equal(4, explanation.Groups.Count);
            Assert.Equal(expected == ExplanationAlgorithm.GroupShapley ? 1 : null, explanation.Seed);
            Assert.All(explanation.Features, feature => Assert.Equal(expected == ExplanationAlgorithm.GroupShapley, feature.StandardError is not null));
        }
    }

    [Theory]
    [InlineData("logistic", 0.99)]
    [InlineData("trees", 0.3)]
    [InlineData("discriminant kernel vote", 0.5)]
    public void Explain_Lime_FitsAroundTheRow(string candidates, double leastFidelity)
    {
        var explainer = new ModelExplainer(Train(candidates), ExplanationBackground.Draw(Table), grouping: Grouping());
        var explanation = explainer.ExplainRow(Table.Rows[3].Features, ExplanationMethod.Lime);
        Assert.Equal(24, explanation.Features.Count);
        Assert.Equal(1, explanation.Seed);
        Assert.InRange(explanation.Fit!.Fidelity, leastFidelity, 1);
        Explaining.AssertAddsUp(explanation, double.MaxValue);
    }

    [Fact]
    public void Explain_Lime_AgreesWithExactSharesOnALinearModel()
    {
        var explainer = new ModelExplainer(Train("discriminant"), new ExplanationBackground([.. Table.Rows.Select(row => row.Features)]));
        var row = Table.Rows[9].Features;
        var exact = explainer.ExplainRow(row);
        var fitted = explainer.ExplainRow(row, ExplanationMethod.Lime);
        var (shares, coefficients) = (Explaining.InOrder(exact), Explaining.InOrder(fitted));

        // All training rows as the background: the same mean.
        for (var j = 0; j < shares.Length; j++) Assert.Equal(shares[j], coefficients[j], 0.02 * shares.Max(Math.Abs));
    }

    [Fact]
    public void Explain_Order_IsBySizeOfEitherSign()
    {
        var explainer = new ModelExplainer(Train("logistic"), ExplanationBackground.Draw(Table), FeatureReference.FromRows([.. Table.Rows.Select(row => row.Features)]), Grouping());
        var explanation = explainer.ExplainRow(Table.Rows[0].Features);
        Assert.Equal(explanation.Features.OrderByDescending(feature => Math.Abs(feature.Contribution)), explanation.Features);
        Assert.Equal(explanation.Groups.OrderByDescending(group => Math.Abs(group.Contribution)), explanation.Groups);
        var measured = explanation.Features.Where(feature => feature.State == ValueState.Measured).ToList();
        Assert.InRange(measured.Count, 20, 24);
        Assert.All(measured, feature => Assert.InRange(feature.Percentile!.Value, 0, 100));
        foreach (var group in explanation.Groups)
            Assert.Equal(group.Contribution, explanation.Features.Where(feature => feature.Group == group.Name).Sum(feature => feature.Contribution), 1e-12);
    }

    [Theory]
    [InlineData(ExplanationMethod.Shap)]
    [InlineData(ExplanationMethod.Lime)]
    public void Explain_ManyThreads_GiveOneAnswer(ExplanationMethod method)
    {
        var explainer = new ModelExplainer(Train("discriminant kernel vote"), ExplanationBackground.Draw(Table, 8), grouping: Grouping());
        var row = Table.Rows[7].Features;
        var expected = explainer.ExplainRow(row, method);
        var answers = new Explanation[8];
        Parallel.For(0, answers.Length, i => answers[i] = explainer.ExplainRow(row, method));
        Assert.All(answers, answer => Assert.Equal(expected.Groups.Select(group => group.Contribution), answer.Groups.Select(group => group.Contribution)));
    }

    [Fact]
    public void Explain_CertainModel_StaysFinite()
    {
        var certain = new FunctionClassifier(Tables.Names(2), row => 5000 * row[0]);
        var explanation = new ModelExplainer(certain, new ExplanationBackground([[0, 0], [-1, 1]]), grouping: Explaining.Singles(2)).ExplainRow([1, 1]);
        Assert.Equal(-Math.Log(ModelOutputs.LeastProbability), explanation.Difference.Output, 1e-9);
        Assert.Equal(explanation.Difference.Output, explanation.Difference.Base + explanation.Groups.Sum(group => group.Contribution), 1e-9);
    }

    [Fact]
    public void Constructor_PartsOfAnotherWidth_SayWhichAndHowWide()
    {
        var classifier = new FunctionClassifier(Tables.Names(3), row => row[0]);
        var background = new ExplanationBackground([[1, 2, 3]]);
        AssertFails("The background rows have 2 features; model lr-000000000000 reads 3", () => new ModelExplainer(classifier, new ExplanationBackground([[1, 2]])));
        AssertFails("The reference", () => new ModelExplainer(classifier, background, FeatureReference.FromRows([[1]])));
        AssertFails("The grouping", () => new ModelExplainer(classifier, background, grouping: Explaining.Singles(2)));
        AssertFails("option Samples is outside its range, 100 to 20,000", () => new ModelExplainer(classifier, background, options: new ExplanationOptions { Samples = 99 }));
        AssertFails("option Orders is outside its range, even, 0 to 1000", () => new ModelExplainer(classifier, background, options: new ExplanationOptions { Orders = 3 }));
        AssertFails("option Spread", () => new ModelExplainer(classifier, background, options: new ExplanationOptions { Spread = double.NaN }));
        AssertFails("option KernelWidth", () => new ModelExplainer(classifier, background, options: new ExplanationOptions { KernelWidth = 0 }));
        AssertFails("option Ridge", () => new ModelExplainer(classifier, background, options: new ExplanationOptions { Ridge = 0 }));
        AssertFails("Expected 3 features, got 2", () => new ModelExplainer(classifier, background).ExplainRow([1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelExplainer(classifier, background).ExplainRow([1, 2, 3], (ExplanationMethod)9));

        static void AssertFails(string expected, Func<object> action) =>
            Assert.Contains(expected, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    private static FeatureGrouping Grouping() => new(["a", "b", "c", "d"], [.. Enumerable.Range(0, 24).Select(j => j % 4)]);

    private static IEmotionClassifier Train(string candidates)
    {
        if (candidates.Contains("trees", StringComparison.Ordinal)) TreeRows.NeedsLightGbm();
        var options = Tables.Quick with { Folds = 2, InnerFolds = 2, Candidates = candidates.Split(' ') };
        var model = Trainings.Train(Table, options).Artefact;
        return model.CreateClassifier();
    }
}
