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

    /// <summary>Predicts the clips of many tracks, those that one model answers in one call of it; each track as <see cref="Classify"/> does.</summary>
    /// <param name="tracks">The tracks with their content and route.</param>
    /// <returns>An answer for each track, in their order.</returns>
    public IReadOnlyList<RoutedAnswer> ClassifyMany(IReadOnlyList<(string TrackId, AnalysedContent Content, ScoringRoute Route)> tracks)
    {
        var answers = new RoutedAnswer[tracks.Count];
        var routes = tracks.Select(track => track.Content.ClipsOf(track.Route.Model.Manifest.SchemaId) is null ? track.Route.FallBack() : track.Route).ToList();
        foreach (var same in Enumerable.Range(0, answers.Length).GroupBy(i => routes[i].Model))
        {
            var numbers = same.ToList();
            try
            {
                var asked = numbers.ConvertAll(i => new TrackFeatures(tracks[i].TrackId, tracks[i].Content.ClipsOf(same.Key.Manifest.SchemaId)!, routes[i].Policy));
                var said = classifier.ClassifyMany(asked, same.Key);
                for (var k = 0; k < numbers.Count; k++) answers[numbers[k]] = new RoutedAnswer(said[k].Emotion, said[k].Clips, asked[k].Features, routes[numbers[k]]);
            }
            catch (Exception error) when (numbers.Exists(i => routes[i].CanFallBack))
            {
                // One by one: what an arm's model cannot answer is the champion's, and the arm is charged with those only.
                LogBatchFailed(error, same.Key.Manifest.ModelVersion, numbers.Count);
                foreach (var i in numbers) answers[i] = Classify(tracks[i].TrackId, tracks[i].Content, tracks[i].Route);
            }
        }

        return answers;
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model {Version} failed on a batch of {Count} tracks; they are tried one by one")]
    private partial void LogBatchFailed(Exception error, string version, int count);
}

/// <summary>An answer, and the route that it took.</summary>
/// <param name="Emotion">The emotion.</param>
/// <param name="Clips">The clips with their predictions.</param>
/// <param name="Features">The features that it was made from.</param>
/// <param name="Route">The route; another than was asked for when the arm's model failed.</param>
public sealed record RoutedAnswer(TrackEmotion Emotion, ImmutableArray<Clip> Clips, IReadOnlyList<CachedClipFeatures> Features, ScoringRoute Route);
