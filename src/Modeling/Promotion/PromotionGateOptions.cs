using Cluster.Modeling.Training;

namespace Cluster.Modeling.Promotion;

/// <summary>What a candidate must keep.</summary>
public sealed record PromotionGateOptions
{
    /// <summary>Macro-F1, accuracy and calibration on held-out groups; default 0.78, 0.80 and 0.05.</summary>
    public PromotionCriteria Criteria { get; init; } = new();

    /// <summary>Labelled rows and clips from which held-out figures and comparisons count; at least 1, default 100.</summary>
    public int LeastLabelled { get; init; } = 100;

    /// <summary>How far macro-F1 and accuracy may be below the champion's, in [0, 1]; default 0.02.</summary>
    public double Margin { get; init; } = 0.02;

    /// <summary>How far an emotion's F1 or a slice's accuracy may be below the champion's, in [0, 1]; default 0.10.</summary>
    public double GreatestFall { get; init; } = 0.10;

    /// <summary>Labelled clips from which an emotion is judged; at least 1, default 30. Slices are judged from <c>ComparisonOptions.LeastSliceClips</c> on.</summary>
    public int LeastClassClips { get; init; } = 30;

    /// <summary>The corrected p-value up to which a great fall counts as real, and the p-value of rates; in (0, 1), default 0.05.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Requests from which latency and errors count; at least 1, default 100.</summary>
    public long LeastRequests { get; init; } = 100;

    /// <summary>What 95 of 100 answers must be faster than; above 0, default 2 s.</summary>
    public TimeSpan GreatestLatency { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The share of requests that may fail, in [0, 1]; default 0.01.</summary>
    public double GreatestErrorRate { get; init; } = 0.01;

    /// <summary>The share of predictions that may go to review, in [0, 1]; default 0.50.</summary>
    public double GreatestReviewRate { get; init; } = 0.50;

    /// <summary>How far the review rate may be above the champion's, in [0, 1]; default 0.10.</summary>
    public double GreatestReviewRise { get; init; } = 0.10;

    /// <summary>Whether checks that are inconclusive block as failed ones do; default true.</summary>
    public bool InconclusiveBlocks { get; init; } = true;

    /// <summary>Whether somebody else than who promotes must approve; default false.</summary>
    public bool NeedsSecondPerson { get; init; }

    /// <summary>Throws unless every setting is in its range.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastLabelled, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastClassClips, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastRequests, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(GreatestLatency, TimeSpan.Zero);
        if (!(Alpha is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Alpha), Alpha, "Alpha must be in (0, 1).");
        foreach (var (name, value) in new[]
                 {
                     (nameof(Margin), Margin), (nameof(GreatestFall), GreatestFall), (nameof(GreatestErrorRate), GreatestErrorRate),
                     (nameof(GreatestReviewRate), GreatestReviewRate), (nameof(GreatestReviewRise), GreatestReviewRise),
                     (nameof(Criteria.MacroF1), Criteria.MacroF1), (nameof(Criteria.Accuracy), Criteria.Accuracy), (nameof(Criteria.CalibrationError), Criteria.CalibrationError),
                 })
        {
            if (!(value is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(name, value, $"{name} must be in [0, 1].");
        }
    }
}
