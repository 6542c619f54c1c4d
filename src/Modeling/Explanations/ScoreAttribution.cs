using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Preprocessing;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Explanations;

/// <summary>Contributions of features to the scores of a model with one member, whose scores can be split exactly.</summary>
internal sealed class ScoreAttribution : IAttributor
{
    private readonly EmotionClassifier classifier;
    private readonly ExplanationAlgorithm algorithm;
    private readonly FeaturePreparation preparation;
    private readonly PreparedOrigins origins;
    private readonly IScoreShares shares;
    private readonly double[] bases;

    private ScoreAttribution(
        EmotionClassifier classifier, ExplanationAlgorithm algorithm, FeaturePreparation preparation, IScoreShares shares, ExplanationBackground background)
    {
        this.classifier = classifier;
        this.algorithm = algorithm;
        this.preparation = preparation;
        this.shares = shares;
        origins = new PreparedOrigins(preparation.Parameters);
        bases = new double[classifier.Manifest.Classes.Count];
        foreach (var row in background.Rows)
        {
            var scores = Scores(row);
            for (var k = 0; k < bases.Length; k++) bases[k] += scores[k] / background.Count;
        }
    }

    /// <summary>Makes the attributor of a model.</summary>
    /// <returns>Null where the model's scores cannot be split exactly by feature.</returns>
    public static ScoreAttribution? Create(IEmotionClassifier classifier, ExplanationBackground background)
    {
        if (classifier is not EmotionClassifier { Weights: VoteWeights { Members: [{ Temperature: null } alone] } weights } scoring) return null;
        var parameters = weights.Preparations[alone.Preparation];
        var preparation = new FeaturePreparation(parameters with { Components = null });
        float[][] rows = [.. background.Rows.Select(row => preparation.Apply(row))];
        return alone.Scores switch
        {
            LinearWeights linear =>
                new ScoreAttribution(scoring, ExplanationAlgorithm.Linear, preparation, new LinearShares(linear, parameters.Components, rows), background),

            // A split on a component looks at all features at once: there is no exact share for each of them.
            TreeWeights { Trees: var trees } when parameters.Components is null && TreeShapley.CanSplit(trees, rows.Length) =>
                new ScoreAttribution(scoring, ExplanationAlgorithm.TreeShapley, preparation, new TreeShapley(trees, rows), background),
            _ => null,
        };
    }

    public Attribution Attribute(ReadOnlySpan<float> row, AnswerPair pair, CancellationToken cancellationToken)
    {
        var prepared = preparation.Apply(row);
        var byPrepared = new double[prepared.Length];
        var scores = Scores(row);
        var contributions = new double[1 + bases.Length][];
        for (var k = 0; k < bases.Length; k++)
        {
            shares.Split(prepared, k, byPrepared);
            origins.Gather(row, byPrepared, contributions[1 + k] = new double[row.Length]);
            Settle(contributions[1 + k], scores[k] - bases[k]);
            foreach (ref var contribution in contributions[1 + k].AsSpan()) contribution /= classifier.Manifest.Temperature;
        }

        contributions[0] = [.. contributions[1 + pair.Top].Zip(contributions[1 + pair.RunnerUp], (top, other) => top - other)];
        return new Attribution
        {
            Algorithm = algorithm,
            ClassQuantity = ExplainedQuantity.ClassScore,
            Base = Outputs(bases, pair),
            Output = Outputs(scores, pair),
            ByFeature = contributions,
            Evaluations = 1,
        };
    }

    // Components are rounded to single precision before they are weighed. What that leaves goes to the features by the size of their parts, so that one without any keeps none.
    private static void Settle(double[] parts, double whole)
    {
        var size = parts.Sum(Math.Abs);
        if (size == 0) return;
        var left = (whole - parts.Sum()) / size;
        foreach (ref var part in parts.AsSpan()) part += left * Math.Abs(part);
    }

    private double[] Outputs(double[] scores, AnswerPair pair)
    {
        var temperature = classifier.Manifest.Temperature;
        return [(scores[pair.Top] - scores[pair.RunnerUp]) / temperature, .. scores.Select(score => score / temperature)];
    }

    private double[] Scores(ReadOnlySpan<float> row)
    {
        var scores = new double[EmotionProbabilities.Count];
        classifier.Score(row, scores);
        return [.. classifier.Manifest.Classes.Select(emotion => scores[(int)emotion])];
    }
}
