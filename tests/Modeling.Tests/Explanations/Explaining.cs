using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Explanations;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Explanations;

/// <summary>Small models by hand, rows, and what must hold of every explanation.</summary>
internal static class Explaining
{
    public static readonly EmotionLabel[] AllClasses = [EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Angry, EmotionLabel.Relaxed];

    public static ModelManifest Manifest(IReadOnlyList<string> features, IReadOnlyList<EmotionLabel> classes, double temperature = 1.7) => new()
    {
        FormatVersion = ModelManifest.CurrentFormat,
        ModelVersion = "lr-000000000000",
        ContentSha256 = ContentAddress.NoHash,
        Algorithm = "multinomial-logistic-regression",
        SchemaId = "test-v1",
        Features = features,
        Classes = classes,
        Temperature = temperature,
        Decision = DecisionPolicy.Default,
        Training = new TrainingProvenance { DataSha256 = ContentAddress.NoHash, Rows = 1, Groups = 1, Seed = 1, Candidate = "logistic", Settings = "L2 1" },
        Versions = new Dictionary<string, string>(),
    };

    /// <summary>Plain preparation: fences at +-50, median j, mean j + 0.5, scale 2.</summary>
    public static PreparationParameters Plain(int width) => new()
    {
        Preprocessing = new PreprocessingParameters
        {
            LowFence = [.. Enumerable.Repeat(-50.0, width)],
            HighFence = [.. Enumerable.Repeat(50.0, width)],
            Median = [.. Enumerable.Range(0, width).Select(j => (double)j)],
            Mean = [.. Enumerable.Range(0, width).Select(j => j + 0.5)],
            Scale = [.. Enumerable.Repeat(2.0, width)],
        },
        Power = null,
        Components = null,
    };

    public static LinearWeights RandomLinear(Random random, int classes, int width) => new()
    {
        Weights = [.. Enumerable.Range(0, classes).Select(_ => Enumerable.Range(0, width).Select(_ => Tables.Gauss(random)).ToArray())],
        Bias = [.. Enumerable.Range(0, classes).Select(_ => Tables.Gauss(random))],
    };

    /// <summary>A model of one member.</summary>
    public static EmotionClassifier Classifier(PreparationParameters preparation, ScoreWeights scores, EmotionLabel[]? classes = null, IReadOnlyList<string>? names = null)
    {
        var features = names ?? Tables.Names(preparation.Preprocessing.Mean.Length);
        var member = new VoteMember { Weight = 1, Temperature = null, Preparation = 0, Scores = scores };
        return new EmotionClassifier(Manifest(features, classes ?? AllClasses), new VoteWeights { Preparations = [preparation], Members = [member] });
    }

    /// <summary>Rows around the means of <see cref="Plain"/>.</summary>
    public static float[][] Rows(Random random, int count, int width) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(j => (float)(j + 0.5 + (3 * Tables.Gauss(random)))).ToArray())];

    /// <summary>Every feature is a group of its own.</summary>
    public static FeatureGrouping Singles(int width) => new(Tables.Names(width), [.. Enumerable.Range(0, width)]);

    public static Explanation ExplainRow(this ModelExplainer explainer, float[] row, ExplanationMethod method = ExplanationMethod.Shap) =>
        explainer.Explain(row, method, TestContext.Current.CancellationToken);

    /// <summary>The explanation by all coalitions, whatever exact way the model has.</summary>
    public static Attribution ByCoalitions(IEmotionClassifier classifier, FeatureGrouping grouping, ExplanationBackground background, float[] row, AnswerPair pair) =>
        new GroupAttribution(new ModelOutputs(classifier), grouping, background, new ExplanationOptions { Orders = 0 }).Attribute(row, pair, TestContext.Current.CancellationToken);

    public static AnswerPair PairOf(Explanation explanation, IReadOnlyList<EmotionLabel> classes) =>
        new(classes.ToList().IndexOf(explanation.Top), classes.ToList().IndexOf(explanation.RunnerUp));

    /// <summary>Contributions to the difference in schema order, for features called f0, f1 ...</summary>
    public static double[] InOrder(Explanation explanation) =>
        [.. Enumerable.Range(0, explanation.Features.Count).Select(j => explanation.Features.Single(feature => feature.Name == $"f{j}").Contribution)];

    /// <summary>Base, contributions and residual are the output, by group and, where there are any, by feature, for the difference and for every class.</summary>
    public static void AssertAddsUp(Explanation explanation, double mostResidual)
    {
        Check(explanation.Difference, explanation.Groups.Sum(part => part.Contribution), explanation.Features.Sum(part => part.Contribution));
        foreach (var (k, output) in explanation.Classes.Index())
            Check(output, explanation.Groups.Sum(part => part.ByClass[k]), explanation.Features.Sum(part => part.ByClass[k]));

        var (top, other) = (explanation.Probabilities[explanation.Top], explanation.Probabilities[explanation.RunnerUp]);
        Assert.Equal(Math.Log(top / other), explanation.Difference.Output, 1e-6);

        void Check(ExplainedOutput output, double groups, double features)
        {
            Assert.InRange(Math.Abs(output.Residual), 0, mostResidual);
            Assert.Equal(output.Output, output.Base + groups + output.Residual, 1e-9);
            if (explanation.Features.Count > 0) Assert.Equal(output.Output, output.Base + features + output.Residual, 1e-9);
        }
    }

    /// <summary>Shapley values by their definition: the mean of what a player adds over all orders of the players.</summary>
    public static double[] ByOrders(int players, Func<int, double> worthOfCoalition)
    {
        var worth = Enumerable.Range(0, 1 << players).Select(worthOfCoalition).ToArray();
        var sums = new double[players];
        var count = 0;
        foreach (var order in Orders([.. Enumerable.Range(0, players)], 0))
        {
            var coalition = 0;
            foreach (var player in order)
            {
                sums[player] += worth[coalition | 1 << player] - worth[coalition];
                coalition |= 1 << player;
            }

            count++;
        }

        return [.. sums.Select(sum => sum / count)];
    }

    public static IEnumerable<int[]> Orders(int[] players, int from)
    {
        if (from == players.Length) yield return players;
        for (var i = from; i < players.Length; i++)
        {
            (players[from], players[i]) = (players[i], players[from]);
            foreach (var order in Orders(players, from + 1)) yield return order;
            (players[from], players[i]) = (players[i], players[from]);
        }
    }
}
