using Cluster.Abstractions.Predictions;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Explanations;
using Cluster.Grains.Models;
using Cluster.Grains.Scoring;
using Cluster.Modeling;

namespace Cluster.Grains.Tagging;

/// <summary>Analyses a file that is not in the catalogue and predicts its emotion; stores nothing.</summary>
public sealed class ClipPredictor(
    IAudioAnalyzer analyzer,
    IServingModels models,
    ClipClassifier classifier,
    PredictionExplainer explainer,
    TaggingOptions options,
    ScoringObservers observers,
    TimeProvider clock)
{
    /// <summary>Predicts. What is wrong with the file or the request is an answer, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PredictOutcome> PredictAsync(PredictRequest request, CancellationToken cancellationToken)
    {
        if (models.Champion is not { } model) return Failed(ModelProblems.NoModel);
        if (model.Manifest.SchemaId != analyzer.SchemaId) return Failed(ModelProblems.ForeignSchema(model, analyzer));
        var (outcome, features) = await observers.WatchAsync(
            model.Manifest.ModelVersion,
            AnalysisLane.Interactive,
            clock,
            () => PredictAsync(request, model, cancellationToken),
            answer => answer.Outcome.Failure?.Kind,
            answer => answer.Outcome.Clips.Length);
        if (request.Explain is not { } wish || outcome.Emotion is not { } emotion) return outcome;

        // After the watch: how long an answer takes is judged without what only some ask for.
        return outcome with { Explanations = await explainer.ExplainAsync(emotion, outcome.Clips, features, wish, cancellationToken) };
    }

    private async Task<(PredictOutcome Outcome, IReadOnlyList<CachedClipFeatures> Features)> PredictAsync(PredictRequest request, IEmotionClassifier model, CancellationToken cancellationToken)
    {
        var audio = new AudioRequest(request.Path, options.Plan, request.StartS, request.DurationS);
        var analysis = await analyzer.AnalyzeAsync(audio, AnalysisLane.Interactive, cancellationToken);
        if (analysis.Content is not { } content) return (Failed(analysis.Failure!), []);
        var (emotion, clips) = classifier.Classify(string.Empty, content.Clips, model);
        observers.Scored(new ScoredTrack(
            string.Empty, false, content.Key.ContentHash, model.Manifest.SchemaId, model.Manifest.ModelVersion, content.Clips, clips, emotion, AnalysisLane.Interactive));
        return (new PredictOutcome(emotion, clips, content.Audio.DurationS, null), content.Clips);
    }

    private static PredictOutcome Failed(AnalysisFailure failure) => new(null, [], 0, failure);
}
