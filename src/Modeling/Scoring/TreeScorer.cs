using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Scoring;

/// <summary>The raw scores of a tree ensemble, put in the order of the emotions.</summary>
internal sealed class TreeScorer : IPreparedScorer
{
    private readonly TreeEnsemble ensemble;
    private readonly int[] places;

    public TreeScorer(IReadOnlyList<EmotionLabel> classes, TreeWeights model)
    {
        places = [.. classes.Select(emotion => (int)emotion)];

        // What a split may look at was verified against the width of prepared rows; the widest that is looked at is all that counts here.
        ensemble = new TreeEnsemble(model, WidestOf(model.Trees), places.Length);
    }

    public void Score(ReadOnlySpan<float> prepared, Span<double> scores)
    {
        Span<double> raw = stackalloc double[places.Length];
        ensemble.Score(prepared[..ensemble.FeatureCount], raw);
        scores.Fill(double.NegativeInfinity);
        for (var k = 0; k < places.Length; k++) scores[places[k]] = raw[k];
    }

    private static int WidestOf(RegressionTreeWeights[][] trees) =>
        1 + trees.SelectMany(list => list).SelectMany(tree => tree.Feature).DefaultIfEmpty().Max();
}
