using Cluster.Abstractions.Predictions;
using Cluster.Grains.Analysis;
using Cluster.Grains.Models;

namespace Cluster.Grains.Tagging;

/// <summary>Analyses a file that is not in the catalogue and predicts its emotion; stores nothing.</summary>
public sealed class ClipPredictor(IAudioAnalyzer analyzer, IServingModels models, ClipClassifier classifier, TaggingOptions options)
{
    /// <summary>Predicts. What is wrong with the file or the request is an answer, not an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PredictOutcome> PredictAsync(PredictRequest request, CancellationToken cancellationToken)
    {
        if (models.Champion is not { } model) return Failed(ModelProblems.NoModel);
        if (model.Manifest.SchemaId != analyzer.SchemaId) return Failed(ModelProblems.ForeignSchema(model, analyzer));
        var audio = new AudioRequest(request.Path, options.Plan, request.StartS, request.DurationS);
        var analysis = await analyzer.AnalyzeAsync(audio, AnalysisLane.Interactive, cancellationToken);
        if (analysis.Content is not { } content) return Failed(analysis.Failure!);
        var (emotion, clips) = classifier.Classify(string.Empty, content.Clips, model);
        return new PredictOutcome(emotion, clips, content.Audio.DurationS, null);
    }

    private static PredictOutcome Failed(AnalysisFailure failure) => new(null, [], 0, failure);
}
