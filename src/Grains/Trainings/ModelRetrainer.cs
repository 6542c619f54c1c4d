using System.Text.Json;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Trainings;
using Cluster.Grains.Analysis;
using Cluster.Grains.Drifts;
using Cluster.Grains.Scoring;
using Cluster.Modeling;
using Cluster.Modeling.Data;
using Cluster.Modeling.Importing;
using Cluster.Modeling.Training;
using static System.FormattableString;

namespace Cluster.Grains.Trainings;

/// <summary>Carries a training out: labels of the catalogue in, a registered shadow out. Never a champion: that is for people and gates.</summary>
public sealed class ModelRetrainer(
    LabelledClips labelled, ModelFactsCache facts, ITrainingReader history, IAudioAnalyzer analyzer, IGrainFactory grains, RetrainingSettings settings, TrainingOptions options)
{
    private const string Actor = "cluster";

    private IModelGrain Registry => grains.GetGrain<IModelGrain>(IModelGrain.Family);

    /// <summary>Trains.</summary>
    /// <returns>The training as it ended; what is wrong with labels or the base table is a refusal, not an exception.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Training> RunAsync(Training training, CancellationToken cancellationToken)
    {
        try
        {
            if (await facts.FindAsync(training.Champion, cancellationToken) is not { Manifest: var manifest } champion)
                return Refused(training, $"The artefact of the champion {training.Champion}, whose features a new model is to read, cannot be read.");
            if (!analyzer.Computes(manifest.SchemaId))
                return Refused(training, $"The champion reads the feature schema '{manifest.SchemaId}', which this silo cannot compute.");
            var clips = await labelled.CollectAsync(manifest.SchemaId, settings.MaxRows, cancellationToken);
            training = training with { Labels = clips.ByEmotion.Sum() };

            // On a thread of its own, of low priority and alone: answers go before it.
            var trained = await BackgroundThread.RunAsync("training", () => Train(champion, clips, cancellationToken));
            return await RegisterAsync(training with { Rows = trained.Artefact.Manifest.Training.Rows }, trained, clips, cancellationToken);
        }
        catch (DatasetException unusable)
        {
            return Refused(training, unusable.Message);
        }
    }

    // The new model takes the champion's place: it leaves out what that leaves out, and knows its limits where that does.
    private TrainedModel Train(ModelFacts champion, LabelledClipSet clips, CancellationToken cancellationToken)
    {
        var (schemaId, features) = (champion.Manifest.SchemaId, champion.Manifest.Features);
        var beside = settings.BaseTable is { } path
            ? FeatureTableImporter.Read(path, new FeatureTableOptions { Features = features, SchemaId = schemaId })
            : null;
        var byEmotion = clips.ByEmotion.ToArray();
        foreach (var row in beside?.Rows ?? []) byEmotion[(int)row.Label]++;
        if (LabelNeeds.MissingOf(byEmotion, settings.LeastPerEmotion) is { } missing) throw new DatasetException(missing);
        var import = new ImportReport { RowsRead = clips.Clips.Count + (beside?.Rows.Count ?? 0), FailedAudio = clips.Failed };
        var table = AudioTableImporter.ToTable(schemaId, features, clips.Clips, import, beside).Without(champion.Histograms.LeftOut);
        var description = Invariant($"{clips.ByEmotion.Sum()} labels of the catalogue") + (beside is null ? string.Empty : Invariant($" beside {beside.Rows.Count} rows of {Path.GetFileName(settings.BaseTable)}"));
        return ModelTrainer.Train(table, options with { Description = description, KeepsDomain = options.KeepsDomain || champion.HasDomain }, null, cancellationToken);
    }

    private async Task<Training> RegisterAsync(Training training, TrainedModel trained, LabelledClipSet clips, CancellationToken cancellationToken)
    {
        var (artefact, figures) = (trained.Artefact, trained.Report.Cv);
        training = training with { Accuracy = figures.Accuracy, MacroF1 = figures.MacroF1 };
        var change = new ModelChange
        {
            Actor = Actor,
            Reason = Cut($"Trained anew ({training.Trigger.ToString().ToLowerInvariant()}, asked for by {training.Actor}): {training.Reason}", ModelChange.MaxReasonLength),
            Evidence = JsonSerializer.Serialize(
                new RetrainingEvidence(
                    training.Id, training.Champion, clips.ByEmotion.Sum(), training.Rows ?? 0, clips.Analysed, clips.Failed.Count, figures.Accuracy, figures.MacroF1, figures.Ece,
                    trained.Report.Verdict.Promotable),
                RetrainingJson.Default.RetrainingEvidence),
        };
        var outcome = await Registry.RegisterAsync(await Task.Run(artefact.Pack, cancellationToken), change, cancellationToken);
        if (outcome.Record is not { } record) return training with { State = TrainingState.Failed, Problem = $"The new model was refused: {outcome.Reason}" };
        await MakeRoomAsync(record.Version, change, cancellationToken);
        var shadow = await Registry.SetShadowAsync(record.Version, change, cancellationToken);
        return training with
        {
            State = TrainingState.Succeeded,
            ModelVersion = record.Version,
            Problem = shadow.Status == ModelChangeStatus.Done ? Note(clips) : $"It is registered, but no shadow: {shadow.Problem}",
        };
    }

    // Shadows are few. Of our own the oldest makes room; what people have set stays.
    private async Task MakeRoomAsync(string version, ModelChange change, CancellationToken cancellationToken)
    {
        var registry = await Registry.GetAsync(cancellationToken);
        if (registry.Shadows.Length < ModelRegistryView.MaxShadows || registry.Shadows.Contains(version)) return;
        var own = (await history.ListAsync(null, ITrainingReader.MaxLimit, cancellationToken)).Items.Select(training => training.ModelVersion).ToHashSet();
        if (registry.Shadows.FirstOrDefault(own.Contains) is not { } oldest) return;
        await Registry.UnsetShadowAsync(oldest, change with { Reason = $"Makes room for {version}, which the cluster trained anew.", Evidence = null }, cancellationToken);
    }

    private static string? Note(LabelledClipSet clips) => clips.Failed.Count == 0
        ? null
        : Cut(Invariant($"{clips.Failed.Count} labelled tracks were left out, the first '{clips.Failed.First().Key}': {clips.Failed.First().Value}."), ModelChange.MaxReasonLength);

    private static Training Refused(Training training, string why) => training with { State = TrainingState.Refused, Problem = why };

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
