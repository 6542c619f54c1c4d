using Cluster.Abstractions.Clips;

namespace Cluster.Grains.Analysis;

/// <summary>What to analyse.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Plan">How it is cut into clips.</param>
/// <param name="StartS">Where to begin, in seconds; at least 0.</param>
/// <param name="DurationS">How much to analyse, in seconds; null: to the end.</param>
public sealed record AudioRequest(string Path, ClipPlan Plan, double StartS = 0, double? DurationS = null);
