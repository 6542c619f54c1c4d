using Cluster.Modeling.Data;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Support;

/// <summary>Trainings that end with the test run.</summary>
internal static class Trainings
{
    public static TrainedModel Train(LabelledTable table, TrainingOptions options, IProgress<TrainingProgress>? progress = null) =>
        ModelTrainer.Train(table, options, progress, TestContext.Current.CancellationToken);
}
