using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Scoring;

public sealed class EmotionClassifierTests
{
    private static readonly ModelManifest Manifest = new()
    {
        FormatVersion = ModelManifest.CurrentFormat,
        ModelVersion = "lr-000000000000",
        ContentSha256 = ContentAddress.NoHash,
        Algorithm = "multinomial-logistic-regression",
        SchemaId = "test-v1",
        Features = Tables.Names(3),
        Classes = [EmotionLabel.Happy, EmotionLabel.Angry, EmotionLabel.Relaxed],
        Temperature = 1.7,
        Decision = DecisionPolicy.Default,
        Training = new TrainingProvenance { DataSha256 = ContentAddress.NoHash, Rows = 1, Groups = 1, Seed = 1, Candidate = "logistic", Settings = "L2 1" },
        Versions = new Dictionary<string, string>(),
    };

    private static readonly LinearWeights Linear = new()
    {
        Weights = [[0.5, 9, -1], [-0.25, 9, 0.5], [0.1, -9, 0.2]],
        Bias = [0.1, -0.2, 0.05],
    };

    private static readonly VoteWeights Weights = new()
    {
        Preparations =
        [
            new PreparationParameters
            {
                Preprocessing = new PreprocessingParameters
                {
                    LowFence = [-100, -100, -100],
                    HighFence = [100, 100, 100],
                    Median = [1, 2, 3],
                    Mean = [0.5, 2.5, 3],
                    Scale = [2, 0, 0.25],
                },
                Power = null,
                Components = null,
            },
        ],
        Members = [new VoteMember { Weight = 1, Temperature = null, Preparation = 0, Scores = Linear }],
    };

    [Fact]
    public void Predict_RandomVectors_EqualsPlainReference()
    {
        var classifier = new EmotionClassifier(Manifest, Weights);
        var random = new Random(3);
        for (var n = 0; n < 200; n++)
        {
            float[] features = [.. Enumerable.Range(0, 3).Select(j => n % 5 == j ? float.NaN : (float)(random.NextDouble() * 240) - 120)];
            var actual = classifier.Predict(features);
            var expected = Reference(features);
            foreach (var label in Enum.GetValues<EmotionLabel>()) Assert.Equal(expected[(int)label], actual[label], 1e-6);
        }
    }

    [Fact]
    public void PredictBatch_Rows_EqualsRowByRow()
    {
        IEmotionClassifier classifier = new EmotionClassifier(Manifest, Weights);
        float[] rows = [1, 2, 3, 4, 5, float.NaN];
        var probabilities = new double[8];
        classifier.PredictBatch(rows, probabilities);
        Assert.Equal(classifier.Predict(rows.AsSpan(3)), EmotionProbabilities.From(probabilities.AsSpan(4)));
        Assert.Throws<ArgumentException>(() => classifier.PredictBatch(rows.AsSpan(1), probabilities));
        Assert.Throws<ArgumentException>(() => classifier.PredictBatch(rows, probabilities.AsSpan(1)));
    }

    [Fact]
    public void Predict_ManyRows_AllocatesNothing()
    {
        var classifier = new EmotionClassifier(Manifest, Weights);
        float[] features = [1, 2, 3];
        var probabilities = new double[4];
        classifier.Predict(features, probabilities);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 1000; n++) classifier.Predict(features, probabilities);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(24)]
    [InlineData(1100)]
    public void Predict_VoteOfAllKinds_AllocatesNothing(int width)
    {
        // The wide one does not fit on the stack.
        var table = Tables.Mixed(rows: 80, width: width);
        string[] names = ["discriminant", "kernel", "shaped-kernel", "vote"];
        var options = Tables.Quick with { Folds = 2, InnerFolds = 2, Candidates = names };
        var classifier = Trainings.Train(table, options).Artefact.CreateClassifier();
        float[] features = table.Rows[0].Features;
        var probabilities = new double[4];
        var batch = new double[8];
        float[] rows = [.. features, .. features];
        Repeat(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(100);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(probabilities, batch[4..]);

        void Repeat(int times)
        {
            for (var n = 0; n < times; n++)
            {
                classifier.Predict(features, probabilities);
                classifier.PredictBatch(rows, batch);
            }
        }
    }

    [Fact]
    public void Predict_ManyThreads_GiveOneAnswer()
    {
        var classifier = new EmotionClassifier(Manifest, Weights);
        var expected = classifier.Predict([4, 5, 6]);
        var answers = new EmotionProbabilities[64];
        Parallel.For(0, answers.Length, i => answers[i] = classifier.Predict([4, 5, 6]));
        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(4, 4)]
    [InlineData(3, 3)]
    public void Predict_WrongLengths_Throw(int features, int probabilities) =>
        Assert.Throws<ArgumentException>(() => new EmotionClassifier(Manifest, Weights).Predict(new float[features], new double[probabilities]));

    [Fact]
    public void Predict_FeatureVector_CarriesVersionAndSchema()
    {
        var classifier = new EmotionClassifier(Manifest, Weights);
        var prediction = classifier.Predict(new FeatureVector("test-v1", ImmutableArray.Create(1f, 2f, 3f)), policy: null, TimeProvider.System);
        Assert.Equal(Manifest.ModelVersion, prediction.ModelVersion);
        Assert.Equal("test-v1", prediction.SchemaId);
        Assert.Equal(prediction.Probabilities.Top(), prediction.Label);
        Assert.Throws<ArgumentException>(() => classifier.Predict(new FeatureVector("other", [1, 2, 3]), null, TimeProvider.System));
    }

    private static double[] Reference(float[] features)
    {
        var p = Weights.Preparations[0].Preprocessing;
        var z = new double[features.Length];
        for (var j = 0; j < z.Length; j++)
        {
            var value = float.IsFinite(features[j]) && features[j] >= p.LowFence[j] && features[j] <= p.HighFence[j] ? features[j] : p.Median[j];
            z[j] = p.Scale[j] == 0 ? 0 : (value - p.Mean[j]) / p.Scale[j];
        }

        var exponentials = new double[4];
        for (var k = 0; k < Manifest.Classes.Count; k++)
            exponentials[(int)Manifest.Classes[k]] = Math.Exp((Linear.Bias[k] + Linear.Weights[k].Zip(z, (w, x) => w * x).Sum()) / Manifest.Temperature);
        return Array.ConvertAll(exponentials, value => value / exponentials.Sum());
    }
}
