using Cluster.Abstractions.Predictions;
using Cluster.Grains.Analysis;
using Cluster.Modeling;

namespace Cluster.Grains.Tagging;

/// <summary>The failures that have to do with the model rather than with the audio.</summary>
internal static class ModelProblems
{
    public static AnalysisFailure NoModel { get; } = new(
        FailureKind.NoModel, "There is no champion model yet: train one with `cluster train`, register it and promote it with `cluster models`.");

    public static AnalysisFailure ForeignSchema(IEmotionClassifier model, IAudioAnalyzer analyzer) => new(
        FailureKind.NoModel, $"The champion {model.Manifest.ModelVersion} reads schema {model.Manifest.SchemaId}, but this silo computes {analyzer.SchemaId}: train a model on the new schema.");
}
