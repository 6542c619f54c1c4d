using Cluster.Abstractions.Shadows;

namespace Cluster.Catalog.Shadows;

/// <summary>What one run of a silo has counted of one model. Counts are since the run began, so writing them again changes nothing; sums over runs are the whole.</summary>
public sealed record ScoringStatistics
{
    /// <summary>The model.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>The model that answered; the same as <see cref="ModelVersion"/> where the counts are of its own answers, another where it scored as a shadow beside it.</summary>
    public required string AnsweredBy { get; init; }

    /// <summary>The silo's run: another one after each start.</summary>
    public required string RunId { get; init; }

    /// <summary>The silo's name.</summary>
    public required string Silo { get; init; }

    /// <summary>Whether the silo lets it score.</summary>
    public ShadowState State { get; init; }

    /// <summary>Why it rests or is out; null when it scores.</summary>
    public string? Problem { get; init; }

    /// <summary>Recordings that it was to score, or requests that it was to answer.</summary>
    public long Requests { get; init; }

    /// <summary>Those that failed through the model's fault.</summary>
    public long Failed { get; init; }

    /// <summary>Those that were passed over because too many waited; not among <see cref="Requests"/>.</summary>
    public long Dropped { get; init; }

    /// <summary>Those that were passed over because the model rested or was out; not among <see cref="Requests"/>.</summary>
    public long Benched { get; init; }

    /// <summary>Predictions that were made and not stored, because the catalogue was too slow.</summary>
    public long Unstored { get; init; }

    /// <summary>How often it did not return; also among <see cref="Failed"/>.</summary>
    public long Hangs { get; init; }

    /// <summary>Predictions of clips.</summary>
    public long Predictions { get; init; }

    /// <summary>Those of them that a person would have to review.</summary>
    public long Reviews { get; init; }

    /// <summary>Predictions that the answering model made of the same clips and that a person has to review.</summary>
    public long AnsweredReviews { get; init; }

    /// <summary>Time to score a recording, or, of its own answers, from an interactive request's call of the silo to its answer.</summary>
    public LatencyHistogram Latency { get; init; } = LatencyHistogram.Empty;

    /// <summary>When the counting began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Several runs of one model, or one model beside several others, as one; state and names are those of the latest.</summary>
    /// <returns>Null without any.</returns>
    public static ScoringStatistics? Sum(IEnumerable<ScoringStatistics> all)
    {
        ScoringStatistics? sum = null;
        foreach (var one in all.OrderBy(one => one.UpdatedAt)) sum = sum is null ? one : Add(sum, one);
        return sum;
    }

    private static ScoringStatistics Add(ScoringStatistics before, ScoringStatistics one) => one with
    {
        Requests = before.Requests + one.Requests,
        Failed = before.Failed + one.Failed,
        Dropped = before.Dropped + one.Dropped,
        Benched = before.Benched + one.Benched,
        Unstored = before.Unstored + one.Unstored,
        Hangs = before.Hangs + one.Hangs,
        Predictions = before.Predictions + one.Predictions,
        Reviews = before.Reviews + one.Reviews,
        AnsweredReviews = before.AnsweredReviews + one.AnsweredReviews,
        Latency = before.Latency.Merge(one.Latency),
        StartedAt = before.StartedAt < one.StartedAt ? before.StartedAt : one.StartedAt,
    };
}
