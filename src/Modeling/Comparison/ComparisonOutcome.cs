namespace Cluster.Modeling.Comparison;

/// <summary>What labelled clips say about the accuracies of two models.</summary>
public enum ComparisonOutcome
{
    /// <summary>Nothing yet: the interval of the difference holds 0 and also differences that matter, or there is no interval.</summary>
    Inconclusive,

    /// <summary>The whole interval is above 0.</summary>
    CandidateBetter,

    /// <summary>The whole interval is below 0.</summary>
    ChampionBetter,

    /// <summary>The interval holds 0 and no difference that matters.</summary>
    NoDifferenceThatMatters,
}
