namespace Cluster.Abstractions.Models;

/// <summary>The watch over a new champion, which goes back to the one before when a limit breaks.</summary>
[GenerateSerializer, Immutable, Alias("model-bake")]
public sealed record ModelBake
{
    /// <summary>The champion that is watched.</summary>
    [Id(0)] public required string Version { get; init; }

    /// <summary>The champion that would come back.</summary>
    [Id(1)] public required string Former { get; init; }

    /// <summary>When it was promoted.</summary>
    [Id(2)] public required DateTimeOffset Since { get; init; }

    /// <summary>When the watch may end; without traffic it goes on.</summary>
    [Id(3)] public required DateTimeOffset Until { get; init; }

    /// <summary>The registry's revision after the promotion: what was counted at lower ones is of another time.</summary>
    [Id(4)] public required long Revision { get; init; }

    /// <summary>What it must keep.</summary>
    [Id(5)] public required BakeLimits Limits { get; init; }

    /// <summary>How it stands.</summary>
    [Id(6)] public BakeState State { get; init; }

    /// <summary>When the watch ended; null while it lasts.</summary>
    [Id(7)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended so; null while it lasts.</summary>
    [Id(8)] public string? Reason { get; init; }

    /// <summary>True while it lasts.</summary>
    public bool IsOpen => State == BakeState.Watching;
}

/// <summary>What a new champion must keep, as shares in [0, 1].</summary>
/// <param name="GreatestErrorRate">Of requests that fail.</param>
/// <param name="GreatestSlowRate">Of answers that come too late.</param>
/// <param name="GreatestReviewRate">Of predictions that go to review.</param>
/// <param name="GreatestWrongRate">Of labelled predictions that are wrong.</param>
/// <param name="LeastRequests">Requests from which it is judged.</param>
/// <param name="Alpha">The chance that a champion which keeps every limit is rolled back in the whole window.</param>
[GenerateSerializer, Immutable, Alias("bake-limits")]
public sealed record BakeLimits(
    [property: Id(0)] double GreatestErrorRate,
    [property: Id(1)] double GreatestSlowRate,
    [property: Id(2)] double GreatestReviewRate,
    [property: Id(3)] double GreatestWrongRate,
    [property: Id(4)] long LeastRequests,
    [property: Id(5)] double Alpha);

/// <summary>How the watch over a new champion stands.</summary>
[GenerateSerializer, Alias("bake-state")]
public enum BakeState
{
    /// <summary>It lasts.</summary>
    Watching = 0,

    /// <summary>The champion kept every limit for the whole window.</summary>
    Held = 1,

    /// <summary>The champion before came back, by itself or because somebody said so.</summary>
    RolledBack = 2,
}
