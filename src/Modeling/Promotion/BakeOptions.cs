namespace Cluster.Modeling.Promotion;

/// <summary>What a new champion is watched for, how long, and when it is rolled back.</summary>
public sealed record BakeOptions
{
    /// <summary>How long it is watched; above 0, default 24 hours.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The chance that a champion which keeps every limit is rolled back in the whole window, however often it is looked at; in (0, 1), default 0.01.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>Requests from which it is judged, and that it must have had before the window may end; at least 1, default 20.</summary>
    public long LeastRequests { get; init; } = 20;

    /// <summary>The share of requests that may fail, in [0, 1]; default 0.01.</summary>
    public double GreatestErrorRate { get; init; } = 0.01;

    /// <summary>The share of requests that may take the greatest latency or longer, in [0, 1]; default 0.05, which is what a 95th percentile says.</summary>
    public double GreatestSlowRate { get; init; } = 0.05;

    /// <summary>The share of predictions that may go to review, in [0, 1]; default 0.50.</summary>
    public double GreatestReviewRate { get; init; } = 0.50;

    /// <summary>
    /// The share of labelled predictions that may be wrong, in [0, 1]; default 0.50. Far above the criterion, because listeners report what is wrong and keep still about
    /// what is right.
    /// </summary>
    public double GreatestWrongRate { get; init; } = 0.50;

    /// <summary>The same limits as the gates had, with the review rate that the former champion allows.</summary>
    /// <param name="gates">The gates that the champion passed.</param>
    /// <param name="formerReviewRate">The former champion's review rate; null without one.</param>
    public static BakeOptions For(PromotionGateOptions gates, double? formerReviewRate) => new()
    {
        GreatestErrorRate = gates.GreatestErrorRate,
        GreatestReviewRate = Math.Min(gates.GreatestReviewRate, formerReviewRate is { } former ? former + gates.GreatestReviewRise : 1),
    };

    /// <summary>Throws unless every setting is in its range.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastRequests, 1);
        if (!(Alpha is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Alpha), Alpha, "Alpha must be in (0, 1).");
        foreach (var (name, value) in new[]
                 {
                     (nameof(GreatestErrorRate), GreatestErrorRate), (nameof(GreatestSlowRate), GreatestSlowRate),
                     (nameof(GreatestReviewRate), GreatestReviewRate), (nameof(GreatestWrongRate), GreatestWrongRate),
                 })
        {
            if (!(value is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(name, value, $"{name} must be in [0, 1].");
        }
    }
}
