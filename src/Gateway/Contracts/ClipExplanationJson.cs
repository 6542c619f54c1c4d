using System.Collections.Immutable;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Explanations;

namespace Cluster.Gateway.Contracts;

/// <summary>A clip, its stored prediction, and why it is so.</summary>
/// <param name="Clip">The clip with its prediction.</param>
/// <param name="Explanation">Why.</param>
public sealed record ClipExplanationJson(ClipJson Clip, ExplanationJson Explanation);

/// <summary>Explanations that came with a prediction.</summary>
/// <param name="Clips">Those of the clips on which the answer rests most, in their order.</param>
/// <param name="LeftOut">Clips that were not explained.</param>
/// <param name="Reason">Why clips that should have been explained were not; null when all were.</param>
public sealed record PredictionExplanationsJson(IReadOnlyList<PredictedClipExplanationJson> Clips, int LeftOut, string? Reason)
{
    internal static PredictionExplanationsJson From(PredictionExplanations explanations, ImmutableArray<Clip> clips) => new(
        [.. explanations.Clips.Select(explained => new PredictedClipExplanationJson(
            explained.Index, clips[explained.Index].StartS, clips[explained.Index].DurationS, ExplanationJson.From(explained.Explanation)))],
        explanations.LeftOut,
        explanations.Reason);
}

/// <summary>Why one clip of posted audio was predicted so.</summary>
/// <param name="Index">The clip's place in the timeline, from 0.</param>
/// <param name="StartS">Its start in seconds.</param>
/// <param name="DurS">Its length in seconds.</param>
/// <param name="Explanation">Why.</param>
public sealed record PredictedClipExplanationJson(int Index, double StartS, double DurS, ExplanationJson Explanation);
