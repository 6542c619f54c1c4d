namespace Cluster.Catalog.Events;

/// <summary>What one unit did in one arm of an experiment.</summary>
public sealed record UnitOutcomes
{
    /// <summary>The arm.</summary>
    public required string Arm { get; init; }

    /// <summary>The unit's salted hash, 32 hexadecimal digits.</summary>
    public required string Unit { get; init; }

    /// <summary>Plays.</summary>
    public required long Plays { get; init; }

    /// <summary>Plays of which it is known how far they got.</summary>
    public required long MeasuredPlays { get; init; }

    /// <summary>Of these, those that got at least <see cref="Abstractions.Events.EventRules.PlayedThrough"/> of the track.</summary>
    public required long PlayedThrough { get; init; }

    /// <summary>Sum over the measured plays of the share of the track that they got to, each at most 1.</summary>
    public required double ListenedShare { get; init; }

    /// <summary>Skips.</summary>
    public required long Skips { get; init; }

    /// <summary>Likes.</summary>
    public required long Likes { get; init; }

    /// <summary>Ratings.</summary>
    public required long Ratings { get; init; }

    /// <summary>Sum of the ratings.</summary>
    public required double RatingSum { get; init; }
}
