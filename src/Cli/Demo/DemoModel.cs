using Cluster.Cli.Terminal;
using Cluster.Cli.Training;
using Cluster.DemoMusic.Catalogue;
using Cluster.Featurization;
using Cluster.FeaturizerWorker;
using Cluster.Modeling;
using Cluster.Modeling.Importing;
using Cluster.Modeling.Training;

namespace Cluster.Cli.Demo;

/// <summary>Trains the demonstration's model on the training artists.</summary>
internal static class DemoModel
{
    /// <summary>How the model's card names its data.</summary>
    public const string Description = "Synthetic makam-like music of `cluster demo`; says nothing about real music";

    private const int EntriesAhead = 4;

    /// <summary>Featurizes the training tracks and trains on them. The same catalogue and seed give the same model.</summary>
    public static async Task<TrainedModel> TrainAsync(DemoCatalogue catalogue, int seed, IFeaturizerPool pool, IProgressDisplay display, CancellationToken cancellationToken)
    {
        var manifest = AudioManifestReader.Read(catalogue.TrainingManifest);
        var source = new PooledFeatureSource(pool, FeatureSchema.Default.Names, manifest.Entries, EntriesAhead);
        var progress = new DatasetLoader.DisplayedProgress(display);
        var table = await AudioTableImporter.ImportAsync(manifest, source, progress, cancellationToken);
        var options = new TrainingOptions { Seed = seed, Repeats = 1, Description = Description };
        return await Task.Run(() => ModelTrainer.Train(table, options, progress, cancellationToken), cancellationToken);
    }
}
