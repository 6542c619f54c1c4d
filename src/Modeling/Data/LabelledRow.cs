using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Data;

/// <summary>One labelled feature vector.</summary>
/// <param name="Id">Names the row in messages, for example a clip id or a line number.</param>
/// <param name="Group">Rows of one group never straddle training and test: the artist, the track or the near-duplicates.</param>
/// <param name="Label">The ground truth.</param>
/// <param name="Features">Raw values in the table's order; NaN where missing.</param>
/// <param name="Genre">For slices of the evaluation; null when unknown.</param>
/// <param name="TempoBpm">Beats per minute, for slices of the evaluation; null when unknown.</param>
public sealed record LabelledRow(string Id, string Group, EmotionLabel Label, float[] Features, string? Genre = null, double? TempoBpm = null);
