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
    /// <param name="content">The clips' features under the schema of the model or of the champion; see <see cref="CanAnswer"/>.</param>
    /// <param name="route">The route.</param>
    /// <returns>The answer, and the route that it took.</returns>
    public RoutedAnswer Classify(string trackId, AnalysedContent content, ScoringRoute route)
    {
        // Clips that the arm's schema does not take are the champion's to answer, and no fault of the arm's model.
        if (content.ClipsOf(route.Model.Manifest.SchemaId) is null) return Answer(trackId, content, route.FallBack());
        try
        {
            return Answer(trackId, content, route);
        }
        catch (Exception error) when (route.CanFallBack && content.ClipsOf(route.Champion.Manifest.SchemaId) is not null)
        {
            LogFellBack(error, route.Model.Manifest.ModelVersion, route.Champion.Manifest.ModelVersion);
            return Answer(trackId, content, route.FallBack());
        }
    }

    /// <summary>Whether there are features to answer from.</summary>
    public static bool CanAnswer(AnalysedContent content, ScoringRoute route) => route.Needed.Any(schema => content.ClipsOf(schema) is not null);

    private RoutedAnswer Answer(string trackId, AnalysedContent content, ScoringRoute route)
    {
        var features = content.ClipsOf(route.Model.Manifest.SchemaId)!;
        var (emotion, clips) = classifier.Classify(trackId, features, route.Model, route.Policy);
        return new RoutedAnswer(emotion, clips, features, route);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Model {Version} of an experiment's arm failed; the champion {Champion} answered in its place")]
    private partial void LogFellBack(Exception error, string version, string champion);
}

/// <summary>An answer, and the route that it took.</summary>
/// <param name="Emotion">The emotion.</param>
/// <param name="Clips">The clips with their predictions.</param>
/// <param name="Features">The features that it was made from.</param>
/// <param name="Route">The route; another than was asked for when the arm's model failed.</param>
public sealed record RoutedAnswer(TrackEmotion Emotion, ImmutableArray<Clip> Clips, IReadOnlyList<CachedClipFeatures> Features, ScoringRoute Route);
