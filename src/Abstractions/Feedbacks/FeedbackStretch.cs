using Cluster.Abstractions.Clips;

namespace Cluster.Abstractions.Feedbacks;

/// <summary>The stretch of a track that feedback and labels are about. Whole microseconds, so that equal stretches are equal however they were computed.</summary>
/// <param name="StartMicroseconds">Start within the track; 0 for the whole track.</param>
/// <param name="DurationMicroseconds">Length; 0 stands for the whole track.</param>
[GenerateSerializer, Immutable, Alias("feedback-stretch")]
public readonly record struct FeedbackStretch([property: Id(0)] long StartMicroseconds, [property: Id(1)] long DurationMicroseconds)
{
    /// <summary>The whole track.</summary>
    public static FeedbackStretch WholeTrack => default;

    /// <summary>True for the whole track.</summary>
    public bool IsWholeTrack => DurationMicroseconds == 0;

    /// <summary>Start in seconds.</summary>
    public double StartS => StartMicroseconds / 1e6;

    /// <summary>Length in seconds; 0 for the whole track.</summary>
    public double DurationS => DurationMicroseconds / 1e6;

    /// <summary>A clip's stretch.</summary>
    public static FeedbackStretch Of(Clip clip) => new((long)Math.Round(clip.StartS * 1e6), Math.Max(1, (long)Math.Round(clip.DurationS * 1e6)));
}
