namespace Cluster.Gateway.Contracts;

/// <summary>Feedback on a stored prediction: a verdict, or the right emotion, or both.</summary>
/// <param name="TrackId">The track; may be left out where clipId is given.</param>
/// <param name="ClipId">The clip, <c>trackId#index</c>; left out for the whole track.</param>
/// <param name="Verdict">correct or incorrect; may be left out where emotion is given.</param>
/// <param name="Emotion">The right emotion, in any of the three languages; may be left out.</param>
/// <param name="Author">Who says so.</param>
/// <param name="Kind">user (default), annotator or dataSet.</param>
/// <param name="ModelVersion">The model version whose prediction the author saw: refused when the track was tagged anew since. Left out: whichever is stored.</param>
public sealed record GiveFeedbackJson(string? TrackId, string? ClipId, string? Verdict, string? Emotion, string? Author, string? Kind, string? ModelVersion);
