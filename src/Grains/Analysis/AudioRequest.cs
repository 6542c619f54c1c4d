using System.Collections.Immutable;
using Cluster.Abstractions.Clips;

namespace Cluster.Grains.Analysis;

/// <summary>What to analyse.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Plan">How it is cut into clips.</param>
/// <param name="Schemas">The ids of the schemas that are wanted from one decode; at least one. What is unknown here is left out.</param>
/// <param name="StartS">Where to begin, in seconds; at least 0.</param>
/// <param name="DurationS">How much to analyse, in seconds; null: to the end.</param>
public sealed record AudioRequest(string Path, ClipPlan Plan, ImmutableArray<string> Schemas, double StartS = 0, double? DurationS = null);
