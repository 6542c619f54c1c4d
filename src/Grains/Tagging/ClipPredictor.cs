using Cluster.Abstractions.Predictions;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Experiments;
using Cluster.Grains.Explanations;
using Cluster.Grains.Scoring;

namespace Cluster.Grains.Tagging;

/// <summary>Analyses a file that is not in the catalogue and predicts its emotion; stores nothing.</summary>
public sealed class ClipPredictor(
    IAudioAnalyzer analyzer,
    IScoringRouter router,
    RoutedClassifier classifier,
    IExposureLog exposures,
    PredictionExplainer explainer,
    TaggingOptions options,
    ScoringObservers observers,
    TimeProvider clock)
{
    /// <summary>Predicts. What is wrong with the file or the request is an answer, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PredictOutcome> PredictAsync(PredictRequest request, CancellationToken cancellationToken)
    {
        if (router.RoutePrediction(request.Unit) is not { } route) return Failed(ModelProblems.NoModel);
        if (!analyzer.Computes(route.Champion.Manifest.SchemaId)) return Failed(ModelProblems.ForeignSchema(route.Champion));
        var (outcome, features) = await observers.WatchAsync(
            route.Model.Manifest.ModelVersion,
            AnalysisLane.Interactive,
            clock,
            () => PredictAsync(request, route, cancellationToken),
            answer => answer.Outcome.Failure?.Kind,
            answer => answer.Outcome.Clips.Length);
        if (request.Explain is not { } wish || outcome.Emotion is not { } emotion) return outcome;

        // After the watch: how long an answer takes is judged without what only some ask for.
        return outcome with { Explanations = await explainer.ExplainAsync(emotion, outcome.Clips, features, wish, cancellationToken) };
    }

    private async Task<(PredictOutcome Outcome, IReadOnlyList<CachedClipFeatures> Features)> PredictAsync(PredictRequest request, ScoringRoute asked, CancellationToken cancellationToken)
    {
        var audio = new AudioRequest(request.Path, options.Plan, asked.Schemas, request.StartS, request.DurationS);
        var analysis = await analyzer.AnalyzeAsync(audio, AnalysisLane.Interactive, cancellationToken);
        if (analysis.Content is not { } content) return (Failed(analysis.Failure!), []);
        if (!RoutedClassifier.CanAnswer(content, asked)) return (Failed(analysis.Refusal(asked.Model.Manifest.SchemaId)), []);
        var (emotion, clips, features, route) = classifier.Classify(string.Empty, content, asked);
        var model = route.Model;
        exposures.Record(route.Exposures(clock.GetUtcNow()));
        var scored = new ScoredTrack(
            string.Empty, false, content.Key.ContentHash, model.Manifest.SchemaId, model.Manifest.ModelVersion, features, clips, emotion, AnalysisLane.Interactive);
        observers.Scored(scored with { Content = content });
        return (new PredictOutcome(emotion, clips, content.Audio.DurationS, null, Experiments: route.Tags()), features);
    }

    private static PredictOutcome Failed(AnalysisFailure failure) => new(null, [], 0, failure);
}
