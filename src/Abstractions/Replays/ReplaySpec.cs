namespace Cluster.Abstractions.Replays;

/// <summary>What a replay is to do.</summary>
/// <param name="Sample">Tracks of a sample, which is the same for the same catalogue; 1 to <see cref="MaxSample"/>. Null: the whole catalogue.</param>
/// <param name="LeastFall">The least share of its use that a recommender loses for every 10 points of error more, in [0, 1).</param>
/// <param name="GreatestFall">The greatest share, in [0, 1) and at least <paramref name="LeastFall"/>.</param>
[GenerateSerializer, Immutable, Alias("replay-spec")]
public sealed record ReplaySpec([property: Id(0)] int? Sample = ReplaySpec.DefaultSample, [property: Id(1)] double LeastFall = 0.10, [property: Id(2)] double GreatestFall = 0.15)
{
    /// <summary>Tracks of a sample unless said otherwise.</summary>
    public const int DefaultSample = 10_000;

    /// <summary>Most tracks of a sample: their ids are held in memory.</summary>
    public const int MaxSample = 100_000;

    /// <summary>What is wrong with it, beginning with the field's name; null when nothing is.</summary>
    public string? Validate()
    {
        if (Sample is not (null or (>= 1 and <= MaxSample))) return $"sample must lie in 1 to {MaxSample}; ask for the whole catalogue instead of a larger one.";
        if (LeastFall is not (>= 0 and < 1)) return "leastFall must be at least 0 and below 1.";
        return GreatestFall >= LeastFall && GreatestFall < 1 ? null : "greatestFall must be at least leastFall and below 1.";
    }
}
