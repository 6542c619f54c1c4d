using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Comparison;

/// <summary>What would happen to a catalogue if the candidate replaced the champion.</summary>
public sealed record ReplaySummary
{
    /// <summary>Clips that both models have scored.</summary>
    public required long Clips { get; init; }

    /// <summary>Clips whose emotion would change.</summary>
    public required long Flips { get; init; }

    /// <summary>Clips by the champion's emotion, then the candidate's; 4 by 4, off the diagonal are the flips.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Labels { get; init; }

    /// <summary>Clips by the champion's decision, then the candidate's; 3 by 3 by the decisions' numbers.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Decisions { get; init; }

    /// <summary>Flips by the champion's emotion, in the emotions' order.</summary>
    public required IReadOnlyList<ReplayPart> ByClass { get; init; }

    /// <summary>Flips by genre, most first.</summary>
    public required IReadOnlyList<ReplayPart> ByGenre { get; init; }

    /// <summary>The artists with most flips, most first.</summary>
    public required IReadOnlyList<ReplayPart> ByArtist { get; init; }

    /// <summary>The flips that the candidate is surest of.</summary>
    public required IReadOnlyList<ReplayFlip> SurestFlips { get; init; }

    /// <summary>The error that the champion expects of itself: the mean of one minus confidence, in [0, 1]. As honest as its calibration.</summary>
    public required double ChampionExpectedError { get; init; }

    /// <summary>The error that the candidate expects of itself.</summary>
    public required double CandidateExpectedError { get; init; }

    /// <summary>The relative change of a recommender's use that the change of expected error stands for.</summary>
    public required Interval ChangeOfUse { get; init; }

    /// <summary>Clips that a person has to listen to now.</summary>
    public long ReviewBefore => Decisions[(int)TagDecision.Review].Sum();

    /// <summary>Clips that a person would have to listen to.</summary>
    public long ReviewAfter => Decisions.Sum(row => row[(int)TagDecision.Review]);

    /// <summary>The share of clips whose emotion would change, in [0, 1].</summary>
    public double FlipShare => Clips == 0 ? 0 : (double)Flips / Clips;
}
