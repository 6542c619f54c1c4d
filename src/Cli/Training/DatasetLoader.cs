using System.Globalization;
using Cluster.Cli.Terminal;
using Cluster.Featurization;
using Cluster.FeaturizerWorker;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Importing;
using Cluster.Modeling.Training;

namespace Cluster.Cli.Training;

/// <summary>Reads the data set that the command line names.</summary>
internal static class DatasetLoader
{
    private const int EntriesPerWorker = 2;

    /// <summary>Reads a table, or featurizes audio into one.</summary>
    /// <param name="choice">What the command line says.</param>
    /// <param name="model">The model whose features are wanted; null for all that the data have.</param>
    /// <param name="progress">Shown while audio is featurized.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DatasetException">There is no usable data.</exception>
    public static async Task<LabelledTable> LoadAsync(
        DatasetChoice choice, ModelManifest? model, IProgressDisplay progress, CancellationToken cancellationToken) =>
        (await ReadAsync(choice, model, progress, cancellationToken)).Without(choice.Without);

    private static async Task<LabelledTable> ReadAsync(
        DatasetChoice choice, ModelManifest? model, IProgressDisplay progress, CancellationToken cancellationToken)
    {
        if (choice.Features is not null)
        {
            return FeatureTableImporter.Read(choice.Features, new FeatureTableOptions
            {
                ClassColumn = choice.ClassColumn,
                GroupColumn = choice.GroupColumn,
                ClassMapping = choice.Mapping,
                Features = model?.Features ?? choice.Schema?.Names,
                SchemaId = model?.SchemaId ?? choice.Schema?.Id,
            });
        }

        var manifest = AudioManifestReader.Read(choice.Audio!, choice.Mapping, choice.ClassColumn, choice.GroupColumn);
        var schema = model is null ? choice.Schema ?? FeatureSchema.Default : FeatureSchema.Find(model.SchemaId);
        if (schema is null || (choice.Schema ?? schema).Id != schema.Id)
        {
            var known = string.Join(", ", FeatureSchema.Released.Select(released => released.Id));
            throw new DatasetException($"The model reads the feature schema '{model!.SchemaId}'; audio is analysed under {choice.Schema?.Id ?? known}. Give a table with --features.");
        }

        // Nobody waits for a single file here: every child may be given any of them.
        var options = new FeaturizerPoolOptions { InteractiveWorkers = 0, Features = schema.Options };
        await using var pool = new FeaturizerPool(options);
        var featurizer = new CachingFeaturizer(pool, new FeatureFiles(choice.Cache));
        var source = new PooledFeatureSource(featurizer, schema.Names, manifest.Entries, options.Workers * EntriesPerWorker);
        var table = await AudioTableImporter.ImportAsync(manifest, source, new DisplayedProgress(progress), cancellationToken);
        progress.Note(string.Create(CultureInfo.InvariantCulture, $"features: {featurizer.Computed} computed, {featurizer.Found} found in {choice.Cache}"));
        if (featurizer.Fault is { } fault) progress.Note($"features could not be kept: {fault}");
        return table;
    }

    /// <summary>Shows a training's progress, at once and in order.</summary>
    internal sealed class DisplayedProgress(IProgressDisplay display) : IProgress<TrainingProgress>
    {
        /// <inheritdoc/>
        public void Report(TrainingProgress value) => display.Show(value.Done, value.Total, $"{value.Stage} {value.Done}/{value.Total}: {value.Message}");
    }
}
