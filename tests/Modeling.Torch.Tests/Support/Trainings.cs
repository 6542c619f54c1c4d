using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Deep;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Torch.Tests.Support;

/// <summary>Trainings that end with the test run.</summary>
internal static class Trainings
{
    private static readonly Lazy<TrainedModel> OfStripes = new(() => Train(Patches.Stripes()));

    /// <summary>Two folds without repeats.</summary>
    public static TrainingOptions Judged { get; } = new() { Folds = 2, Repeats = 1, InnerFolds = 4, BootstrapResamples = 200 };

    /// <summary>A program that has the deep part.</summary>
    public static ModelFamilies WithDeep { get; } = new(new TorchPart());

    /// <summary>A model of stripes, trained once.</summary>
    public static TrainedModel Stripes => OfStripes.Value;

    public static TrainedModel Train(LabelledTable table, DeepTrainingOptions? network = null, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null) =>
        ModelTrainer.Train(table, new TorchPart().CreateProcedure(network ?? Patches.Quick), options ?? Judged, progress, TestContext.Current.CancellationToken);
}
