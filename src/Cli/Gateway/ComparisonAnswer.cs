namespace Cluster.Cli.Gateway;

/// <summary>Two model versions on the same clips.</summary>
internal sealed record ComparisonAnswer(
    string Candidate,
    string Champion,
    string Verdict,
    string Reason,
    long Clips,
    bool Sampled,
    AgreementMatrixAnswer Agreement,
    DisagreementsAnswer Disagreements,
    LabelledAnswer? Labelled,
    LabelsNeededAnswer Labels,
    ShadowTrafficAnswer? Traffic);

/// <summary>Clips by what champion (rows) and candidate (columns) call them.</summary>
internal sealed record AgreementMatrixAnswer(IReadOnlyList<string> Emotions, IReadOnlyList<IReadOnlyList<long>> Counts, double Share, double? Kappa);

/// <summary>Clips that both are sure of and call differently.</summary>
internal sealed record DisagreementsAnswer(double Sure, int Count, IReadOnlyList<DisagreementAnswer> Items);

/// <summary>One such clip.</summary>
internal sealed record DisagreementAnswer(string ClipId, string Champion, double ChampionConfidence, string Candidate, double CandidateConfidence, string? Truth);

/// <summary>Metrics on labelled clips.</summary>
internal sealed record LabelledAnswer(
    int Clips,
    int Groups,
    DifferenceAnswer Accuracy,
    DifferenceAnswer MacroF1,
    McNemarAnswer McNemar,
    IReadOnlyList<ClassDifferenceAnswer> Classes,
    IReadOnlyList<SliceDifferenceAnswer> Slices,
    int SmallSlices);

/// <summary>One metric of both, and the interval of the difference.</summary>
internal sealed record DifferenceAnswer(double Champion, double Candidate, double Difference, double? Low, double? High);

/// <summary>McNemar's test.</summary>
internal sealed record McNemarAnswer(long OnlyChampionRight, long OnlyCandidateRight, double PValue, bool Exact);

/// <summary>F1 of one emotion.</summary>
internal sealed record ClassDifferenceAnswer(string Emotion, int Clips, DifferenceAnswer F1, double? AdjustedPDown);

/// <summary>Accuracy on a genre or a range of tempo.</summary>
internal sealed record SliceDifferenceAnswer(string By, string Name, int Clips, DifferenceAnswer Accuracy, double? AdjustedPDown);

/// <summary>What a verdict takes.</summary>
internal sealed record LabelsNeededAnswer(int Have, long Needed, long Still, double Difference, double Power);
