using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Catalog.Tracks;
using Cluster.Grains.Analysis;
using Cluster.Grains.Scoring;
using Cluster.Grains.Tests.Fakes;
using Cluster.Modeling;

namespace Cluster.Grains.Tests.Support;

/// <summary>Recordings as a model of <see cref="SmallModels"/> has just scored them.</summary>
internal static class ScoredTracks
{
    /// <summary>A recording of which each clip has these features and this prediction.</summary>
    public static ScoredTrack Of(string id, string version, IReadOnlyList<float[]> vectors, EmotionProbabilities probabilities)
    {
        var prediction = DecisionPolicy.Default.ToPrediction(probabilities, version, FakeAnalyzer.Schema, DateTimeOffset.UnixEpoch);
        return new ScoredTrack(
            id, true, null, FakeAnalyzer.Schema, version,
            [.. vectors.Select((values, i) => new CachedClipFeatures(i * 30, 30, values))],
            [.. vectors.Select((_, i) => new Clip { TrackId = id, Index = i, StartS = i * 30, DurationS = 30, Prediction = prediction })],
            new TrackEmotion(prediction, AggregationMethod.Mean, vectors.Count),
            AnalysisLane.Bulk);
    }

    /// <summary>Recordings like those that <see cref="SmallModels"/> are trained on, or moved by a shift in every feature; the clips of each are alike.</summary>
    public static IEnumerable<ScoredTrack> Draw(Random random, IEmotionClassifier model, int count, double shift = 0, int clips = 1)
    {
        var probabilities = new double[EmotionProbabilities.Count];
        for (var i = 0; i < count; i++)
        {
            var label = random.Next(4);
            float[] vector = [.. Enumerable.Range(0, 4).Select(j => (float)(random.NextDouble() + (j == label ? 2 : 0) + shift))];
            model.Predict(vector, probabilities);
            var near = Enumerable.Range(0, clips).Select(_ => (float[])[.. vector.Select(value => value + (float)(random.NextDouble() * 0.01))]);
            yield return Of($"t{random.NextInt64()}", model.Manifest.ModelVersion, [.. near], EmotionProbabilities.From(probabilities));
        }
    }
}
