using Cluster.Abstractions.Emotions;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>A model whose probabilities are the first four features.</summary>
internal sealed class FakeModel(string version = "fake-1", string schemaId = FakeAnalyzer.Schema) : IEmotionClassifier
{
    public ModelManifest Manifest { get; } = new()
    {
        FormatVersion = ModelManifest.CurrentFormat,
        ModelVersion = version,
        ContentSha256 = string.Empty,
        Algorithm = "fake",
        SchemaId = schemaId,
        Features = ["a", "b", "c", "d"],
        Classes = Enum.GetValues<EmotionLabel>(),
        Temperature = 1,
        Decision = DecisionPolicy.Default,
        Training = new TrainingProvenance { DataSha256 = string.Empty, Rows = 4, Groups = 4, Seed = 1, Candidate = "fake", Settings = "none" },
        Versions = new Dictionary<string, string>(),
    };

    public void Predict(ReadOnlySpan<float> features, Span<double> probabilities)
    {
        for (var k = 0; k < probabilities.Length; k++) probabilities[k] = features[k];
    }
}
