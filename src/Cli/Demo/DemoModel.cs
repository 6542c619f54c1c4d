using System.Net;
using Cluster.Cli.Gateway;
using Cluster.Cli.Terminal;
using Cluster.Cli.Training;
using Cluster.DemoMusic.Catalogue;
using Cluster.Featurization;
using Cluster.FeaturizerWorker;
using Cluster.Modeling;
using Cluster.Modeling.Importing;
using Cluster.Modeling.Training;

namespace Cluster.Cli.Demo;

/// <summary>Trains the demonstration's model on the training artists and makes it the champion.</summary>
internal static class DemoModel
{
    /// <summary>How the model's card names its data.</summary>
    public const string Description = "Synthetic makam-like music of `cluster demo`; says nothing about real music";

    private const string Actor = "cluster demo";
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

    /// <summary>Registers and promotes the model.</summary>
    /// <exception cref="CliException">The data folder has a champion that no demonstration made.</exception>
    public static async Task PromoteAsync(TrainedModel model, GatewayClient gateway, DemoSettings settings, CancellationToken cancellationToken)
    {
        var ours = Path.Combine(settings.MusicFolder, "models.txt");
        var champion = (await gateway.GetModelsAsync(cancellationToken)).Value.Champion;
        var earlier = File.Exists(ours) ? await File.ReadAllLinesAsync(ours, cancellationToken) : [];
        if (champion is not null && champion != model.Artefact.Version && !earlier.Contains(champion))
        {
            throw new CliException(
                $"the data folder '{settings.DataFolder}' has the champion {champion}, which a demonstration on synthetic music must not replace.",
                "choose another folder with --data.");
        }

        await File.AppendAllLinesAsync(ours, [model.Artefact.Version], cancellationToken);
        var change = new ModelsChange(Actor, null, new ChangeModels(champion, "A model of the demonstration's synthetic music; it need not be good.") { Force = true });
        await gateway.RegisterModelAsync(model.Artefact.Pack(), change, cancellationToken);
        try
        {
            await gateway.PromoteModelAsync(model.Artefact.Version, change, cancellationToken);
        }
        catch (GatewayException refused) when (refused.Status == HttpStatusCode.Conflict)
        {
            throw new CliException($"the model could not be promoted: {refused.Message}");
        }
    }
}
