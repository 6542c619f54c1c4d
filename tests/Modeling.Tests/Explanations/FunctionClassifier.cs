using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Tests.Explanations;

/// <summary>Any function as a model of two emotions: its value is the log-odds of happy against sad.</summary>
internal sealed class FunctionClassifier(IReadOnlyList<string> names, Func<float[], double> logOdds) : IEmotionClassifier
{
    public ModelManifest Manifest { get; } = Explaining.Manifest(names, [EmotionLabel.Happy, EmotionLabel.Sad], temperature: 1);

    public void Predict(ReadOnlySpan<float> features, Span<double> probabilities)
    {
        probabilities.Fill(double.NegativeInfinity);
        probabilities[0] = logOdds(features.ToArray());
        probabilities[1] = 0;
        Softmax.Apply(probabilities, 1);
    }
}
