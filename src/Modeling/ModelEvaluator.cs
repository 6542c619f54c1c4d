using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Reports;
using Cluster.Modeling.Training;

namespace Cluster.Modeling;

/// <summary>The figures of a finished model on a labelled table.</summary>
public static class ModelEvaluator
{
    private const int Resamples = 1000;

    /// <summary>Evaluates a model; nothing is fitted.</summary>
    /// <param name="artefact">The model.</param>
    /// <param name="table">The data; its columns are matched to the model's features by name.</param>
    /// <param name="criteria">What must be reached for a good verdict; null for the defaults.</param>
    /// <returns>A report of the same shape as training's, with 0 folds.</returns>
    /// <exception cref="DatasetException">The table lacks one of the model's features.</exception>
    public static TrainingReport Evaluate(ModelArtefact artefact, LabelledTable table, PromotionCriteria? criteria = null)
    {
        var manifest = artefact.Manifest;
        var aligned = table.AlignTo(manifest.SchemaId, manifest.Features);
        using var classifier = artefact.CreateScoring();
        var scored = new ScoredRows();
        Span<double> scores = stackalloc double[EmotionProbabilities.Count];
        for (var i = 0; i < aligned.Rows.Count; i++)
        {
            classifier.Score(aligned.Rows[i].Features, scores);
            scored.Add(i, aligned.Groups[i], aligned.Rows[i].Label, scores, manifest.Temperature);
        }

        var evaluation = EvaluationSummary.Of(
            scored, aligned, folds: 0, repeats: 1, manifest.Decision.TaggedThreshold, Resamples, manifest.Training.Seed);
        var verdict = PromotionVerdict.Judge(evaluation, criteria ?? new PromotionCriteria(), manifest.Classes, TableFacts.LeastGroups(aligned));
        if (aligned.Sha256 == manifest.Training.DataSha256)
            verdict = new Verdict(false, [.. verdict.Reasons, "The model was trained on this very table: the figures say nothing about other music."]);
        return new TrainingReport
        {
            Dataset = TableFacts.Describe(aligned),
            Import = table.Import,
            Cv = evaluation,
            Model = TableFacts.Describe(manifest),
            Verdict = verdict,
        };
    }
}
