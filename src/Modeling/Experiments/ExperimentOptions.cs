namespace Cluster.Modeling.Experiments;

/// <summary>When an experiment ends, and how.</summary>
public sealed record ExperimentOptions
{
    /// <summary>The chance to name a difference where there is none, over all looks and all arms; in (0, 1), default 0.05.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>The smallest difference of rates that matters, in (0, 1]; default 0.02. Also the size that the test looks for.</summary>
    public double SmallestDifference { get; init; } = 0.02;

    /// <summary>Whether more successes are better; default true. False for outcomes such as skips.</summary>
    public bool MoreIsBetter { get; init; } = true;

    /// <summary>Exposed in each arm before a winner is named; at least 1, default 200.</summary>
    public long LeastPerArm { get; init; } = 200;

    /// <summary>How long it runs before a winner is named: weekdays and weekends listen differently. At least 0, default 7 days. Harm ends it sooner.</summary>
    public TimeSpan LeastDuration { get; init; } = TimeSpan.FromDays(7);

    /// <summary>When it ends without an answer; default 60 days.</summary>
    public TimeSpan GreatestDuration { get; init; } = TimeSpan.FromDays(60);

    internal void Check()
    {
        if (!(Alpha is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Alpha), Alpha, "Alpha must be in (0, 1).");
        if (!(SmallestDifference is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(SmallestDifference), SmallestDifference, "SmallestDifference must be in (0, 1].");
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastPerArm, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastDuration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(GreatestDuration, LeastDuration);
    }
}
