using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Explanations;
using Cluster.Modeling.Preprocessing;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class LinearExplanationTests
{
    private const int Width = 8;

    [Fact]
    public void Explain_TwoFeaturesByHand_IsWeightTimesDistanceOverTemperature()
    {
        // Prepared: (value - mean) / 2. The row's are 2 and -1, the background's mean is 0.5 and 0.
        var weights = new LinearWeights { Weights = [[3, 1], [-1, 2]], Bias = [0.5, 0.25] };
        var classifier = Explaining.Classifier(Explaining.Plain(2), weights, [EmotionLabel.Sad, EmotionLabel.Relaxed]);
        var explainer = new ModelExplainer(classifier, new ExplanationBackground([[0.5f, 1.5f], [2.5f, 1.5f]]));
        var explanation = explainer.ExplainRow([4.5f, -0.5f]);
        Assert.Equal(EmotionLabel.Sad, explanation.Top);
        Assert.Equal(EmotionLabel.Relaxed, explanation.RunnerUp);
        Assert.Equal(ExplainedQuantity.LogOdds, explanation.Difference.Quantity);
        Assert.Equal((0.25 + (4 * 0.5)) / 1.7, explanation.Difference.Base, 1e-12);
        Assert.Equal(["f0", "f1"], explanation.Features.Select(feature => feature.Name));
        Assert.Equal(4 * 1.5 / 1.7, explanation.Features[0].Contribution, 1e-12);
        Assert.Equal(-1 * -1 / 1.7, explanation.Features[1].Contribution, 1e-12);
        Assert.Equal(2 * -1 / 1.7, explanation.Features[1].ByClass[1], 1e-12);
        Assert.Equal([ExplainedQuantity.ClassScore, ExplainedQuantity.ClassScore], explanation.Classes.Select(output => output.Quantity));
        Explaining.AssertAddsUp(explanation, 1e-12);
    }

    [Fact]
    public void Explain_PlainLinear_EqualsAllCoalitions()
    {
        var random = new Random(2);
        var classifier = Explaining.Classifier(Explaining.Plain(Width), Explaining.RandomLinear(random, 4, Width));
        AssertEqualsCoalitions(classifier, random, 1e-9);
    }

    [Fact]
    public void Explain_PrincipalComponents_EqualsAllCoalitions()
    {
        var random = new Random(3);
        double[][] axes = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, Width).Select(j => j == 5 ? 0 : Tables.Gauss(random)).ToArray())];
        var classifier = Explaining.Classifier(Explaining.Plain(Width) with { Components = axes }, Explaining.RandomLinear(random, 4, 4));
        AssertEqualsCoalitions(classifier, random, 1e-5);

        // On no axis: rounding leaves nothing with it either.
        var explanation = new ModelExplainer(classifier, Background(random)).ExplainRow(Explaining.Rows(random, 1, Width)[0]);
        Assert.Equal(0, Explaining.InOrder(explanation)[5]);
    }

    [Fact]
    public void Explain_PowerTransform_EqualsAllCoalitions()
    {
        var random = new Random(4);
        AssertEqualsCoalitions(Explaining.Classifier(Shaped(random, chroma: null), Explaining.RandomLinear(random, 4, Width)), random, 1e-6);
    }

    [Fact]
    public void Explain_EqualFeatures_GetEqualSharesAndAWeightlessOneNone()
    {
        var weights = new LinearWeights { Weights = [[2, 2, 0], [1, 1, 0], [0, 0, 0], [-1, -1, 0]], Bias = [0, 0, 0, 0] };
        var plain = Explaining.Plain(3);
        plain = plain with { Preprocessing = plain.Preprocessing with { Mean = [0, 0, 0] } };
        var explainer = new ModelExplainer(Explaining.Classifier(plain, weights), new ExplanationBackground([[1, 1, 4], [2, 2, 8]]));
        var shares = Explaining.InOrder(explainer.ExplainRow([5, 5, 20]));
        Assert.Equal(shares[0], shares[1]);
        Assert.Equal(0, shares[2]);
        Assert.True(shares[0] > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    public void Explain_TurnedChroma_MovesContributionsWithTheirColumns(int shift)
    {
        var random = new Random(6);
        var classifier = Explaining.Classifier(Shaped(random, chroma: 1, width: 14), Explaining.RandomLinear(random, 4, 14 + ChromaAlignment.Added));
        var explainer = new ModelExplainer(classifier, Background(random, 14));
        float[] bins = [0.2f, 0.9f, 0.1f, 0, 0.4f, 0.3f, 0, 0.6f, 0.15f, 0.05f, 0.35f, 0.25f];
        var plain = explainer.ExplainRow([3, .. bins, 7]);
        var turned = explainer.ExplainRow([3, .. bins[shift..], .. bins[..shift], 7]);
        Explaining.AssertAddsUp(plain, 1e-9);
        Assert.Equal(plain.Difference.Output, turned.Difference.Output, 1e-12);
        var (before, after) = (Explaining.InOrder(plain), Explaining.InOrder(turned));
        Assert.Equal(before[0], after[0], 1e-12);
        Assert.Equal(before[13], after[13], 1e-12);
        for (var bin = 0; bin < 12; bin++)
        {
            // The two empty bins are told apart by their order, which the turn may change: only their sum stays.
            if (bins[bin] > 0) Assert.Equal(before[1 + bin], after[1 + ((bin - shift + 12) % 12)], 1e-9);
        }

        Assert.Equal(before[4] + before[7], after[1 + ((3 - shift + 12) % 12)] + after[1 + ((6 - shift + 12) % 12)], 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.7f)]
    public void Explain_ChromaOfEqualBins_AddsUp(float value)
    {
        var random = new Random(7);
        var classifier = Explaining.Classifier(Shaped(random, chroma: 0, width: 12), Explaining.RandomLinear(random, 4, 12 + ChromaAlignment.Added));
        var explanation = new ModelExplainer(classifier, Background(random, 12)).ExplainRow([.. Enumerable.Repeat(value, 12)]);
        Explaining.AssertAddsUp(explanation, 1e-9);
        Assert.All(explanation.Features, feature => Assert.True(double.IsFinite(feature.Contribution)));
    }

    [Fact]
    public void Explain_MissingAndImplausible_AreSaidToBeSoWithTheMediansContribution()
    {
        var random = new Random(8);
        var classifier = Explaining.Classifier(Explaining.Plain(3), Explaining.RandomLinear(random, 4, 3));
        var explainer = new ModelExplainer(classifier, Background(random, 3), FeatureReference.FromRows(Explaining.Rows(random, 50, 3)));
        var explanation = explainer.ExplainRow([float.NaN, 3000, 2]);
        var stoodIn = explainer.ExplainRow([0, 1, 2]);
        Assert.Equal(Explaining.InOrder(stoodIn), Explaining.InOrder(explanation));
        var (missing, implausible, measured) = (Feature("f0"), Feature("f1"), Feature("f2"));
        Assert.Equal((ValueState.Missing, null, null), (missing.State, missing.Value, missing.Percentile));
        Assert.Equal((ValueState.Implausible, 3000f, null), (implausible.State, implausible.Value, implausible.Percentile));
        Assert.Equal((ValueState.Measured, 2f), (measured.State, measured.Value));
        Assert.InRange(measured.Percentile!.Value, 1, 99);
        Assert.Equal(2, explanation.Groups.Single().Missing);

        FeatureContribution Feature(string name) => explanation.Features.Single(feature => feature.Name == name);
    }

    private static ExplanationBackground Background(Random random, int width = Width) => new(Explaining.Rows(random, 7, width));

    private static PreparationParameters Shaped(Random random, int? chroma, int width = Width)
    {
        var after = width + (chroma is null ? 0 : ChromaAlignment.Added);
        return Explaining.Plain(width) with
        {
            Power = new PowerParameters
            {
                Chroma = chroma,
                Centre = [.. Enumerable.Range(0, after).Select(_ => Tables.Gauss(random))],
                Spread = [.. Enumerable.Range(0, after).Select(_ => 1 + random.NextDouble())],
                Lambda = [.. Enumerable.Range(0, after).Select(_ => 2 * random.NextDouble())],
                Mean = [.. Enumerable.Range(0, after).Select(_ => Tables.Gauss(random))],
                Scale = [.. Enumerable.Range(0, after).Select(_ => 1 + random.NextDouble())],
            },
        };
    }

    private static void AssertEqualsCoalitions(IEmotionClassifier classifier, Random random, double tolerance)
    {
        var background = Background(random);
        var explainer = new ModelExplainer(classifier, background);
        for (var n = 0; n < 10; n++)
        {
            var row = Explaining.Rows(random, 1, Width)[0];
            if (n % 3 == 0) row[n % Width] = float.NaN;
            var explanation = explainer.ExplainRow(row);
            Assert.Equal(ExplanationAlgorithm.Linear, explanation.Algorithm);
            Explaining.AssertAddsUp(explanation, 1e-9);
            var expected = Explaining.ByCoalitions(classifier, Explaining.Singles(Width), background, row, Explaining.PairOf(explanation, Explaining.AllClasses));
            Assert.Equal(expected.Base[0], explanation.Difference.Base, tolerance);
            Assert.All(Explaining.InOrder(explanation).Zip(expected.ByGroup![0]), pair => Assert.Equal(pair.Second, pair.First, tolerance));
        }
    }
}
