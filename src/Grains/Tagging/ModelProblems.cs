using Cluster.Abstractions.Predictions;
using Cluster.Modeling;

namespace Cluster.Grains.Tagging;

/// <summary>The failures that have to do with the model rather than with the audio.</summary>
internal static class ModelProblems
{
    public static AnalysisFailure NoModel { get; } = new(
        FailureKind.NoModel, "There is no champion model yet: train one with `cluster train`, register it and promote it with `cluster models`.");

    public static AnalysisFailure ForeignSchema(IEmotionClassifier model) => new(
        FailureKind.NoModel, $"The champion {model.Manifest.ModelVersion} reads the schema {model.Manifest.SchemaId}, which this silo cannot compute: train a model on a schema that it knows.");
}
