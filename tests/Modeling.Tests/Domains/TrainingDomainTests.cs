using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Domains;

/// <summary>What a model knows of its training rows, on made-up clouds.</summary>
public sealed class TrainingDomainTests
{
    private const int Width = 6;

    private static IEmotionClassifier Model { get; } = ModelArtefact.Unpack(
        ModelTrainer.Train(Tables.Clouds(2, width: Width), Tables.Quick with { KeepsDomain = true }).Artefact.Pack()).CreateClassifier();

    [Fact]
    public void Holds_HeldOutRowsOfTheSameKind_ButForAFew()
    {
        var domain = DomainFit.Fit(Tables.Clouds(2, width: Width, perClass: 100), 1);
        var others = Tables.Clouds(2, width: Width, perClass: 100, seed: 6).Rows;
        Assert.InRange(others.Count(row => !domain.Holds(row.Features)) / (double)others.Count, 0.001, 0.12);
    }

    [Fact]
    public void Distance_OfTheMean_IsZero_AndOfAFarRow_IsTheSquareOfItsDeviations()
    {
        var domain = DomainFit.Fit(Tables.Clouds(0, width: Width, perClass: 500), 1);
        var row = Array.ConvertAll(domain.Mean, mean => (float)mean);
        Assert.Equal(0, domain.Distance(row), 1e-9);

        // Uncorrelated features: the shrunk correlation is next to the identity.
        row[2] += 10 * (float)domain.Scale[2];
        Assert.InRange(domain.Distance(row), 0.9 * 100 / Width, 1.1 * 100 / Width);
        Assert.False(domain.Holds(row));
    }

    [Fact]
    public void Predict_OutsideTheDomain_IsHalfChance_AndReview()
    {
        float[] far = [40, -40, 40, -40, 40, -40];
        Span<double> probabilities = stackalloc double[EmotionProbabilities.Count];
        Model.Predict(far, probabilities);
        Assert.True(Model.IsOutOfDomain(far));
        Assert.InRange(probabilities.ToArray().Max(), 0.25, 0.625);
        Assert.Equal(1, probabilities.ToArray().Sum(), 1e-9);
        Span<double> batch = stackalloc double[EmotionProbabilities.Count];
        Model.PredictBatch(far, batch);
        Assert.Equal(probabilities.ToArray(), batch.ToArray());

        var generous = new DecisionPolicy(0.1, 0.1);
        var prediction = Model.Predict(new FeatureVector(Model.Manifest.SchemaId, [.. far]), generous, TimeProvider.System);
        Assert.Equal((TagDecision.Review, ReviewReason.OutOfDomain), (prediction.Decision, prediction.Reason));
        Assert.Equal(TagDecision.Review, prediction.DecidedBy(generous).Decision);
    }

    [Fact]
    public void IsOutOfDomain_OfARowOfNothing_IsTrue()
    {
        var nothing = new float[Width];
        Array.Fill(nothing, float.NaN);
        Assert.True(Model.IsOutOfDomain(nothing));
        Assert.False(Model.IsOutOfDomain(Tables.Clouds(2, width: Width).Rows[0].Features));
    }

    [Fact]
    public void Train_UnlessAsked_KeepsNoDomain()
    {
        var model = ModelTrainer.Train(Tables.Clouds(2, width: Width), Tables.Quick, cancellationToken: TestContext.Current.CancellationToken).Artefact.CreateClassifier();
        Assert.False(model.IsOutOfDomain([1000, 1000, 1000, 1000, 1000, 1000]));
    }

    [Fact]
    public void FindFlaw_OfDamagedNumbers_SaysSo()
    {
        var domain = DomainFit.Fit(Tables.Clouds(2, width: Width), 1);
        Assert.Null(domain.FindFlaw(Width));
        Assert.NotNull(domain.FindFlaw(Width + 1));
        Assert.NotNull((domain with { Factor = domain.Factor[1..] }).FindFlaw(Width));
        Assert.NotNull((domain with { Factor = new double[domain.Factor.Length] }).FindFlaw(Width));
        Assert.NotNull((domain with { MostDistance = double.NaN }).FindFlaw(Width));
        Assert.NotNull((domain with { MostBeyond = -1 }).FindFlaw(Width));
        Assert.NotNull((domain with { Scale = [.. domain.Scale.Select(_ => double.PositiveInfinity)] }).FindFlaw(Width));
    }
}
