namespace Cluster.Catalog.Replays;

/// <summary>Both models on the same labelled clips.</summary>
public sealed record ReplayedComparison
{
    /// <summary>Labelled clips.</summary>
    public required int Clips { get; init; }

    /// <summary>Those of them that were labelled after both models were registered: neither can have been trained on these.</summary>
    public required int FreshClips { get; init; }

    /// <summary>Artists or tracks that they belong to.</summary>
    public required int Groups { get; init; }

    /// <summary>The verdict: <c>inconclusive</c>, <c>candidateBetter</c>, <c>championBetter</c> or <c>noDifferenceThatMatters</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The share of right labels.</summary>
    public required ComparedFigure Accuracy { get; init; }

    /// <summary>The mean F1 over the emotions that occur.</summary>
    public required ComparedFigure MacroF1 { get; init; }

    /// <summary>F1 of each emotion that occurs.</summary>
    public required IReadOnlyList<ComparedClass> Classes { get; init; }

    /// <summary>Parts with enough labelled clips.</summary>
    public required IReadOnlyList<ComparedSlice> Slices { get; init; }

    /// <summary>Parts with too few.</summary>
    public required int SmallSlices { get; init; }

    /// <summary>Labelled clips by the champion's emotion, then the candidate's.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Agreement { get; init; }

    /// <summary>McNemar's test.</summary>
    public required ComparedTest McNemar { get; init; }

    /// <summary>What a verdict takes.</summary>
    public required ComparedLabels Labels { get; init; }
}

/// <summary>A figure of both models.</summary>
/// <param name="Champion">The champion's, in [0, 1].</param>
/// <param name="Candidate">The candidate's.</param>
/// <param name="Low">95 % interval of candidate minus champion; null where there are too few artists.</param>
/// <param name="High">Its upper end.</param>
/// <param name="PDown">One-sided p-value of a fall; null with the interval.</param>
public sealed record ComparedFigure(double Champion, double Candidate, double? Low, double? High, double? PDown);

/// <summary>An emotion.</summary>
/// <param name="Emotion">Its name.</param>
/// <param name="Clips">Its labelled clips.</param>
/// <param name="F1">Its F1.</param>
/// <param name="AdjustedPDown">The p-value of a fall, corrected for the number of emotions; null where there is none.</param>
public sealed record ComparedClass(string Emotion, int Clips, ComparedFigure F1, double? AdjustedPDown);

/// <summary>A part of the labelled clips.</summary>
/// <param name="By"><c>genre</c> or <c>tempo</c>.</param>
/// <param name="Name">The part.</param>
/// <param name="Clips">Its labelled clips.</param>
/// <param name="Groups">Artists or tracks that they belong to.</param>
/// <param name="Accuracy">The share of right labels.</param>
/// <param name="MacroF1">The mean F1.</param>
/// <param name="AdjustedPDown">The p-value of a fall, corrected for the number of parts; null where there is none.</param>
public sealed record ComparedSlice(string By, string Name, int Clips, int Groups, ComparedFigure Accuracy, ComparedFigure MacroF1, double? AdjustedPDown);

/// <summary>McNemar's test.</summary>
/// <param name="OnlyChampionRight">Clips that only the champion calls rightly.</param>
/// <param name="OnlyCandidateRight">Clips that only the candidate calls rightly.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Exact">True for the binomial test.</param>
public sealed record ComparedTest(long OnlyChampionRight, long OnlyCandidateRight, double PValue, bool Exact);

/// <summary>How many labels a verdict takes.</summary>
/// <param name="Have">Labelled clips so far.</param>
/// <param name="Needed">Labelled clips that a verdict takes at 80 % power.</param>
/// <param name="Still">Labels still to be given.</param>
/// <param name="Discordance">The share of clips on which exactly one model is right.</param>
/// <param name="DesignEffect">How many times more clips it takes because they come in groups.</param>
public sealed record ComparedLabels(int Have, long Needed, long Still, double Discordance, double DesignEffect);
