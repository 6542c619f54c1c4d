namespace Cluster.Abstractions.Emotions;

/// <summary>A track's emotion over its whole length.</summary>
/// <param name="Prediction">Label, confidence, probabilities and decision; all of one model version.</param>
/// <param name="Method">How the clips were aggregated.</param>
/// <param name="ClipCount">The number of clips that were aggregated; at least 1.</param>
[GenerateSerializer, Immutable, Alias("track-emotion")]
public sealed record TrackEmotion(
    [property: Id(0)] Prediction Prediction,
    [property: Id(1)] AggregationMethod Method,
    [property: Id(2)] int ClipCount);
