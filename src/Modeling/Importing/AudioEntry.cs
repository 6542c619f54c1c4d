using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Importing;

/// <summary>A labelled stretch of audio.</summary>
/// <param name="Path">The file.</param>
/// <param name="Label">The ground truth; all clips of the stretch share it.</param>
/// <param name="TrackId">The track; clips of one track never straddle training and test.</param>
/// <param name="Artist">The artist, whose tracks are kept together too; null when unknown.</param>
/// <param name="Start">Where the stretch begins; null for the file's beginning.</param>
/// <param name="Duration">How long it is; null for the rest of the file.</param>
/// <param name="Genre">For slices of the evaluation; null when unknown.</param>
/// <param name="TempoBpm">Beats per minute that somebody counted; null to take the tempo that the featurizer finds.</param>
public sealed record AudioEntry(
    string Path, EmotionLabel Label, string TrackId, string? Artist, TimeSpan? Start, TimeSpan? Duration, string? Genre, double? TempoBpm = null);
