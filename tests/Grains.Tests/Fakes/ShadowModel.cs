using Cluster.Abstractions.Emotions;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>A model that says what a test wants, after doing what a test wants.</summary>
internal sealed class ShadowModel(string version, Func<float[], EmotionProbabilities> says, string schemaId = FakeAnalyzer.Schema) : IEmotionClassifier
{
    private int calls;

    public ModelManifest Manifest { get; } = new FakeModel(version, schemaId).Manifest;

    /// <summary>How often it was asked.</summary>
    public int Calls => Volatile.Read(ref calls);

    /// <summary>One that always says the same.</summary>
    public static ShadowModel Of(string version, EmotionProbabilities says) => new(version, _ => says);

    public void Predict(ReadOnlySpan<float> features, Span<double> probabilities)
    {
        Interlocked.Increment(ref calls);
        var said = says(features.ToArray());
        for (var k = 0; k < probabilities.Length; k++) probabilities[k] = said[(EmotionLabel)k];
    }
}
