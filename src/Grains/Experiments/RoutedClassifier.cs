using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Tagging;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Experiments;

/// <summary>Classifies by a route. An arm's model that throws fails nobody: the champion answers, and the arm is charged with it.</summary>
public sealed partial class RoutedClassifier(ClipClassifier classifier, ILogger<RoutedClassifier> log)
{
    /// <summary>Predicts every clip by one model.</summary>
    /// <param name="trackId">The track that the clips belong to; empty for none.</param>
    /// <param name="features">The clips' features in order; at least one.</param>
    /// <param name="route">The route.</param>
    /// <returns>The answer, and the route that it took.</returns>
    public RoutedAnswer Classify(string trackId, IReadOnlyList<CachedClipFeatures> features, ScoringRoute route)
    {
        try
        {
            var (emotion, clips) = classifier.Classify(trackId, features, route.Model, route.Policy);
            return new RoutedAnswer(emotion, clips, route);
        }
        catch (Exception error) when (route.CanFallBack)
        {
            LogFellBack(error, route.Model.Manifest.ModelVersion, route.Champion.Manifest.ModelVersion);
            var fallback = route.FallBack();
            var (emotion, clips) = classifier.Classify(trackId, features, fallback.Model, fallback.Policy);
            return new RoutedAnswer(emotion, clips, fallback);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Model {Version} of an experiment's arm failed; the champion {Champion} answered in its place")]
    private partial void LogFellBack(Exception error, string version, string champion);
}

/// <summary>An answer, and the route that it took.</summary>
/// <param name="Emotion">The emotion.</param>
/// <param name="Clips">The clips with their predictions.</param>
/// <param name="Route">The route; another than was asked for when the arm's model failed.</param>
public sealed record RoutedAnswer(TrackEmotion Emotion, ImmutableArray<Clip> Clips, ScoringRoute Route);
