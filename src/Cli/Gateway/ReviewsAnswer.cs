namespace Cluster.Cli.Gateway;

/// <summary>A page of the review queue.</summary>
internal sealed record ReviewsAnswer(IReadOnlyList<ReviewAnswer> Reviews, string? NextCursor);

/// <summary>A track that a person should listen to.</summary>
internal sealed record ReviewAnswer(double Score, double ShadowDisagreement, long Plays, TrackAnswer Track);
