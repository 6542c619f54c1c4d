using Cluster.Grains.Models;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>What a version does instead of predicting, once it serves: what no warming up can find.</summary>
internal sealed class Sabotage
{
    /// <summary>The version; null for none.</summary>
    public volatile string? Version;

    /// <summary>True to throw, false to know nothing.</summary>
    public volatile bool Throws;
}

/// <summary>The loaded models, with one of them sabotaged.</summary>
internal sealed class SabotagedModels(IServingModels inner, Sabotage sabotage) : IServingModels
{
    public ServingSet Current => inner.Current is { Champion: { } champion } set && champion.Manifest.ModelVersion == sabotage.Version
        ? set with { Champion = new Saboteur(champion, sabotage.Throws) }
        : inner.Current;

    private sealed class Saboteur(IEmotionClassifier model, bool throws) : IEmotionClassifier
    {
        public ModelManifest Manifest => model.Manifest;

        public void Predict(ReadOnlySpan<float> features, Span<double> probabilities)
        {
            if (throws) throw new InvalidOperationException("The model broke.");
            probabilities.Fill(0.25);
        }
    }
}
