using Cluster.Catalog.Reviews;

namespace Cluster.Gateway.Contracts;

/// <summary>A track that a person should listen to.</summary>
/// <param name="Score">How much it matters, in [0, 1].</param>
/// <param name="ShadowDisagreement">How much other models contradict, in [0, 1].</param>
/// <param name="Plays">How often it was played or asked for lately.</param>
/// <param name="Track">The track with its emotion and timeline.</param>
public sealed record ReviewJson(double Score, double ShadowDisagreement, long Plays, TrackJson Track)
{
    /// <summary>An entry's JSON.</summary>
    public static ReviewJson From(ReviewEntry entry) => new(entry.Score, entry.ShadowDisagreement, entry.Plays, TrackJson.From(entry.Track));
}

/// <summary>A page of the review queue, what matters most first.</summary>
/// <param name="Reviews">The entries.</param>
/// <param name="NextCursor">Asks for the next page; null on the last one.</param>
public sealed record ReviewPageJson(IReadOnlyList<ReviewJson> Reviews, string? NextCursor);
