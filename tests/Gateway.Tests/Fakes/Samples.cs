using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Tracks;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>Things to answer with.</summary>
internal static class Samples
{
    public static DateTimeOffset Time { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static Prediction Prediction(double happy, double sad, double angry, double relaxed) =>
        DecisionPolicy.Default.ToPrediction(new(happy, sad, angry, relaxed), "lr-1", "librosa-v1-0", Time);

    public static Track Track(string id) => new()
    {
        TrackId = id,
        Metadata = new TrackMetadata { Title = "Gönül Dağı", Artist = "Neşet Ertaş", Year = 1979 },
        Audio = new AudioSource
        {
            Path = "/music/a.mp3",
            SizeBytes = 720_000,
            ModifiedAt = Time,
            ContentHash = new string('0', 64),
            DurationS = 45,
            SampleRate = 44100,
            Channels = 2,
            BitrateKbps = 128,
        },
        Emotion = new TrackEmotion(Prediction(0.05, 0.8, 0.05, 0.1), AggregationMethod.Majority, 2),
        Clips =
        [
            new Clip { TrackId = id, Index = 0, StartS = 0, DurationS = 30, Prediction = Prediction(0.05, 0.8, 0.05, 0.1) },
            new Clip { TrackId = id, Index = 1, StartS = 15, DurationS = 30, Prediction = Prediction(0.05, 0.8, 0.05, 0.1) },
        ],
        Version = 3,
    };

    public static BackfillJob Job(string id, BackfillSpec spec) => new()
    {
        Id = id,
        Spec = spec,
        State = JobState.Running,
        Counts = new JobCounts(10, 3, 1, 1),
        Decisions = new JobDecisions(1, 0, 2),
        Listed = true,
        AudioSeconds = 90,
        CreatedAt = Time,
        StartedAt = Time,
    };

    public static Feedback Feedback(string id) => new()
    {
        Id = id,
        TrackId = "arşiv/a",
        ClipIndex = 1,
        Stretch = new FeedbackStretch(15_000_000, 30_000_000),
        Author = new FeedbackAuthor(AnnotatorKind.Annotator, "Ayşe"),
        Verdict = FeedbackVerdict.Incorrect,
        Emotion = EmotionLabel.Relaxed,
        Predicted = new PredictionSeen(EmotionLabel.Sad, 0.8, "lr-1", "librosa-v1-0", Time),
        CreatedAt = Time,
    };

    public static ModelRecord Model(string version) => new()
    {
        Version = version,
        SchemaId = "librosa-v1-0",
        Algorithm = "logistic-regression",
        Description = "400 rows",
        RegisteredAt = Time,
    };
}
