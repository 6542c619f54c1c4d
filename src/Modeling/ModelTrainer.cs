using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Drift;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Reports;
using Cluster.Modeling.Training;

namespace Cluster.Modeling;

/// <summary>Labelled data in, an honest model out.</summary>
public static class ModelTrainer
{
    /// <summary>The fewest rows that a model is trained on.</summary>
    public const int LeastRows = 8;

    /// <summary>Cross-validates the choice among candidates, trains the chosen one on all rows, calibrates and judges.</summary>
    /// <inheritdoc cref="Train(LabelledTable, ITrainingProcedure, TrainingOptions, IProgress{TrainingProgress}, CancellationToken)"/>
    public static TrainedModel Train(
        LabelledTable table, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Train(table, new TabularProcedure(), options, progress, cancellationToken);

    /// <summary>Cross-validates a procedure, runs it on all rows, and judges.</summary>
    /// <param name="table">The data.</param>
    /// <param name="procedure">What is fitted, in every fold and at last.</param>
    /// <param name="options">Folds, candidates, seed; null for the defaults.</param>
    /// <param name="progress">Told after every fold; may be null.</param>
    /// <param name="cancellationToken">Ends the training between two fits.</param>
    /// <returns>The model and its report. The same table and options give the same bytes.</returns>
    /// <exception cref="DatasetException">The table cannot be trained on; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <remarks>CPU-bound, on up to <see cref="TrainingOptions.Threads"/> threads: call it from a thread that may be busy for a minute.</remarks>
    public static TrainedModel Train(
        LabelledTable table, ITrainingProcedure procedure, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new TrainingOptions();
        options.Validate();
        EnsureTrainable(table);
        procedure.EnsureTrainable(table);

        var total = (options.Folds * options.Repeats) + 2;
        var (scored, folds, chosen) = CrossValidation.Run(
            table, procedure, options, (done, text) => progress?.Report(new TrainingProgress("cross-validation", done, total, text)), cancellationToken);
        var model = procedure.Fit(
            table, [.. Enumerable.Range(0, table.Rows.Count)], options, options.Seed,
            text => progress?.Report(new TrainingProgress("final model", total - 2, total, text)), cancellationToken);
        progress?.Report(new TrainingProgress("final model", total - 1, total, $"{model.Candidate} trained on all {table.Rows.Count} rows"));

        var evaluation = EvaluationSummary.Of(
            scored, table, folds, options.Repeats, options.Decision.TaggedThreshold, options.BootstrapResamples, options.Seed);
        var verdict = PromotionVerdict.Judge(evaluation, options.Criteria, model.Classes, TableFacts.LeastGroups(table));
        IReadOnlyList<CandidateSection> candidates = [.. model.Scores.Select(score => new CandidateSection(
            score.Name, score.Settings, score.LogLoss, score.Accuracy, chosen.Count(name => name == score.Name), score.Name == model.Candidate))];
        var artefact = ToArtefact(table, procedure, options, model, evaluation, candidates, verdict, ReferenceHistograms.Of(table, scored));
        progress?.Report(new TrainingProgress("evaluation", total, total, $"model {artefact.Version}: accuracy {evaluation.Accuracy:F3}, macro-F1 {evaluation.MacroF1:F3}"));
        return new TrainedModel(artefact, new TrainingReport
        {
            Dataset = TableFacts.Describe(table),
            Import = table.Import,
            Cv = evaluation,
            Model = TableFacts.Describe(artefact.Manifest),
            Candidates = candidates,
            Verdict = verdict,
        });
    }

    private const string DomainLimit =
        "It knows what its training rows were like, and leaves clips that are unlike them to review (outOfDomain) with half of its confidence; of rows like them about one in fifteen is left too.";

    private static ModelArtefact ToArtefact(
        LabelledTable table, ITrainingProcedure procedure, TrainingOptions options, FittedModel model, EvaluationSection evaluation,
        IReadOnlyList<CandidateSection> candidates, Verdict verdict, ReferenceHistograms reference)
    {
        var manifest = new ModelManifest
        {
            FormatVersion = ModelManifest.CurrentFormat,
            ModelVersion = string.Empty,
            ContentSha256 = string.Empty,
            Algorithm = model.Algorithm,
            SchemaId = table.SchemaId,
            Features = table.FeatureNames,
            Classes = model.Classes,
            Temperature = model.Temperature,
            Decision = options.Decision,
            Training = new TrainingProvenance
            {
                DataSha256 = table.Sha256,
                Rows = table.Rows.Count,
                Groups = table.GroupCount,
                Seed = options.Seed,
                Candidate = model.Candidate,
                Settings = model.Settings,
            },
            Versions = new SortedDictionary<string, string>(procedure.Versions.ToDictionary(), StringComparer.Ordinal)
            {
                ["Cluster.Modeling"] = typeof(ModelTrainer).Assembly.GetName().Version?.ToString(3) ?? "unknown",
                [".NET"] = Environment.Version.ToString(),
            },
        };
        var card = new ModelCard
        {
            ModelVersion = string.Empty,
            Algorithm = manifest.Algorithm,
            Description = options.Description,
            Dataset = TableFacts.Describe(table),
            Evaluation = evaluation,
            Candidates = candidates,
            Verdict = verdict,
            Limits = [.. TableFacts.Limits(table, model.Classes), .. options.KeepsDomain ? (string[])[DomainLimit] : []],
        };
        var weights = options.KeepsDomain && model.Weights is VoteWeights votes ? votes with { Domain = DomainFit.Fit(table, options.Seed) } : model.Weights;
        return ModelArtefact.Create(model.VersionPrefix, manifest, weights, card, reference);
    }

    private static void EnsureTrainable(LabelledTable table)
    {
        if (table.Classes.Count < 2)
            throw new DatasetException($"All {table.Rows.Count} rows are '{table.Classes[0].ToName()}'; a model needs at least two emotions to tell apart.");
        if (table.Rows.Count < LeastRows)
            throw new DatasetException($"{table.Rows.Count} rows are too few to train and test on; at least {LeastRows} are needed.");
        var varies = Enumerable.Range(0, table.FeatureNames.Count).Any(j =>
        {
            var values = table.Rows.Select(row => row.Features[j]).Where(float.IsFinite).ToArray();
            return values.Length > 0 && values.Any(value => value != values[0]);
        });
        if (!varies) throw new DatasetException("All feature columns are constant: there is nothing to learn from.");
    }
}
