using Cluster.Abstractions.Explanations;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Explanations;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class LimeExplanationTests
{
    private const int Width = 6;

    [Fact]
    public void Explain_LinearModel_FindsItsWeights()
    {
        var random = new Random(1);
        var weights = Explaining.RandomLinear(random, 4, Width);
        var explainer = Explainer(Explaining.Classifier(Explaining.Plain(Width), weights), random, new ExplanationOptions { Ridge = 1e-6 });
        var row = Explaining.Rows(random, 1, Width)[0];
        var explanation = explainer.ExplainRow(row, ExplanationMethod.Lime);
        var pair = Explaining.PairOf(explanation, Explaining.AllClasses);
        var shares = Explaining.InOrder(explanation);
        for (var j = 0; j < Width; j++)
        {
            // Against the training mean, which prepares to 0.
            var expected = (weights.Weights[pair.Top][j] - weights.Weights[pair.RunnerUp][j]) * ((row[j] - (j + 0.5)) / 2) / 1.7;
            Assert.Equal(expected, shares[j], 1e-4);
        }

        Assert.Equal((weights.Bias[pair.Top] - weights.Bias[pair.RunnerUp]) / 1.7, explanation.Difference.Base, 1e-4);
        Assert.Equal(ExplanationAlgorithm.Lime, explanation.Algorithm);
        Assert.InRange(explanation.Fit!.Fidelity, 1 - 1e-9, 1);
        Assert.InRange(explanation.Fit.Agreement, 1 - 1e-9, 1);
        Assert.Equal(2000, explanation.Fit.Samples);
        Assert.Equal(0.75 * 0.5 * Math.Sqrt(Width), explanation.Fit.KernelWidth, 1e-12);
        Explaining.AssertAddsUp(explanation with { Classes = [] }, 1e-4);
    }

    [Fact]
    public void Explain_ModelThatIsNotLinear_HasLowFidelityAndSaysWhatIsLeft()
    {
        // A saddle at the row: no plane fits.
        var classifier = new FunctionClassifier(Tables.Names(2), row => 5 + (3 * row[0] * row[1]));
        var background = new ExplanationBackground(Explaining.Rows(new Random(2), 50, 2));
        var explanation = new ModelExplainer(classifier, background).ExplainRow([0, 0], ExplanationMethod.Lime);
        Assert.InRange(explanation.Fit!.Fidelity, 0, 0.1);
        Assert.Equal(
            explanation.Difference.Output, explanation.Difference.Base + explanation.Features.Sum(feature => feature.Contribution) + explanation.Difference.Residual, 1e-9);
    }

    [Fact]
    public void Explain_Stability_GrowsWithSamples()
    {
        var classifier = new FunctionClassifier(Tables.Names(Width), row => row.Select((value, j) => (0.2 * value) + Math.Sin(9 * value * (j + 1))).Sum());
        var few = Agreement(100);
        var many = Agreement(20_000);
        Assert.True(many > few, $"{few} with 100 samples, {many} with 20,000");
        Assert.InRange(many, 0.9, 1);

        double Agreement(int samples) => Explainer(classifier, new Random(3), new ExplanationOptions { Samples = samples })
            .ExplainRow([4, -3, 5, 1, 9, -2], ExplanationMethod.Lime).Fit!.Agreement;
    }

    [Fact]
    public void Explain_Seed_GivesTheSameAgainAndAnotherSomethingElse()
    {
        var classifier = new FunctionClassifier(Tables.Names(Width), row => Math.Sin(row[0]) + (row[1] * row[2] / 9));
        var row = Explaining.Rows(new Random(5), 1, Width)[0];
        var first = Explain(7);
        Assert.Equal(Explaining.InOrder(first), Explaining.InOrder(Explain(7)));
        Assert.Equal(first.Fit, Explain(7).Fit);
        Assert.NotEqual(Explaining.InOrder(first), Explaining.InOrder(Explain(8)));
        Assert.Equal(7, first.Seed);

        Explanation Explain(int seed) => Explainer(classifier, new Random(4), new ExplanationOptions { Seed = seed }).ExplainRow(row, ExplanationMethod.Lime);
    }

    [Fact]
    public void Explain_MissingImplausibleAndConstantFeatures_ContributeNothing()
    {
        var random = new Random(6);
        var plain = Explaining.Plain(Width);
        plain.Preprocessing.Scale[3] = 0;
        var explainer = Explainer(Explaining.Classifier(plain, Explaining.RandomLinear(random, 4, Width)), random);
        var row = Explaining.Rows(random, 1, Width)[0];
        (row[1], row[2]) = (float.NegativeInfinity, 51);
        var explanation = explainer.ExplainRow(row, ExplanationMethod.Lime);
        var shares = Explaining.InOrder(explanation);
        Assert.Equal([0, 0, 0], shares[1..4]);
        Assert.All((double[])[shares[0], shares[4], shares[5]], share => Assert.NotEqual(0, share));
        Assert.Equal(ValueState.Implausible, explanation.Features.Single(feature => feature.Name == "f2").State);
    }

    [Fact]
    public void Explain_RowAtAFence_IsNotPerturbedBeyondIt()
    {
        // Beyond the fence the median would stand in, and the model would seem to bend at the row.
        var random = new Random(8);
        var explainer = Explainer(Explaining.Classifier(Explaining.Plain(2), new LinearWeights { Weights = [[2, 1], [0, 0], [0, 0], [0, 0]], Bias = [0, 0, 0, 0] }), random, new ExplanationOptions { Ridge = 1e-6 });
        var explanation = explainer.ExplainRow([50, 1], ExplanationMethod.Lime);
        Assert.InRange(explanation.Fit!.Fidelity, 1 - 1e-9, 1);
    }

    [Fact]
    public void Explain_NothingToPerturbOrNothingThatMatters_IsAConstant()
    {
        var random = new Random(9);
        var constant = Explainer(new FunctionClassifier(Tables.Names(Width), _ => 2), random).ExplainRow(Explaining.Rows(random, 1, Width)[0], ExplanationMethod.Lime);
        var missing = Explainer(new FunctionClassifier(Tables.Names(Width), row => float.IsNaN(row[0]) ? 2 : 0), random)
            .ExplainRow([.. Enumerable.Repeat(float.NaN, Width)], ExplanationMethod.Lime);
        foreach (var explanation in (Explanation[])[constant, missing])
        {
            Assert.All(explanation.Features, feature => Assert.Equal(0, feature.Contribution, 1e-9));
            Assert.Equal(2, explanation.Difference.Base, 1e-9);
            Assert.Equal(1, explanation.Fit!.Fidelity, 1e-6);
        }
    }

    [Fact]
    public void Explain_ManyFeatures_DrawsTenSamplesForEach()
    {
        var random = new Random(10);
        var explanation = Explainer(new FunctionClassifier(Tables.Names(40), row => row[0]), random, new ExplanationOptions { Samples = 100 }, width: 40)
            .ExplainRow(Explaining.Rows(random, 1, 40)[0], ExplanationMethod.Lime);
        Assert.Equal(400, explanation.Fit!.Samples);
        Assert.Equal(401, explanation.Evaluations);
        Assert.Equal("f0", explanation.Features[0].Name);
    }

    [Fact]
    public void Explain_TooManyFeatures_RefersToShap()
    {
        var random = new Random(11);
        var explainer = Explainer(new FunctionClassifier(Tables.Names(513), row => row[0]), random, width: 513);
        var failure = Assert.Throws<NotSupportedException>(() => explainer.ExplainRow(new float[513], ExplanationMethod.Lime));
        Assert.Contains("at most 512 features", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Ask for shap", failure.Message, StringComparison.Ordinal);
    }

    private static ModelExplainer Explainer(IEmotionClassifier classifier, Random random, ExplanationOptions? options = null, int width = 0)
    {
        var features = width > 0 ? width : classifier.Manifest.Features.Count;
        return new ModelExplainer(classifier, new ExplanationBackground(Explaining.Rows(random, 60, features)), options: options);
    }
}
