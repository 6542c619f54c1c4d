using System.Collections.Immutable;

namespace Cluster.FeaturizerWorker;

/// <summary>The features of one clip.</summary>
/// <param name="Index">Position among the clips, from 0.</param>
/// <param name="StartS">Start within the file, in seconds.</param>
/// <param name="DurationS">Length in seconds.</param>
/// <param name="Values">The values in the schema's order; NaN marks a feature without a value.</param>
public sealed record ClipVector(int Index, double StartS, double DurationS, ImmutableArray<float> Values);
