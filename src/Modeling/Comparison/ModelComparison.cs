using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Comparison;

/// <summary>Two models on the same clips: everything that speaks for or against replacing one by the other.</summary>
/// <param name="Agreement">What the models call the clips, labelled or not.</param>
/// <param name="ConfidentDisagreements">The clips that a person should listen to first.</param>
/// <param name="AllConfidentDisagreements">How many there are, listed or not.</param>
/// <param name="McNemar">The test on labelled clips.</param>
/// <param name="Metrics">Metrics on labelled clips; null where there are none.</param>
/// <param name="ClassPDown">Per emotion the corrected p-value of a fall of F1, where there is one.</param>
/// <param name="Slices">Parts with enough labelled clips.</param>
/// <param name="SmallSlices">Parts that have labelled clips, but too few to be looked at.</param>
/// <param name="Labels">What a verdict takes.</param>
/// <param name="Outcome">The verdict.</param>
/// <param name="Reason">The verdict in words.</param>
public sealed record ModelComparison(
    AgreementMatrix Agreement,
    IReadOnlyList<ConfidentDisagreement> ConfidentDisagreements,
    int AllConfidentDisagreements,
    McNemarTest McNemar,
    PairedMetrics? Metrics,
    IReadOnlyDictionary<EmotionLabel, double> ClassPDown,
    IReadOnlyList<SliceComparison> Slices,
    int SmallSlices,
    LabelsNeeded Labels,
    ComparisonOutcome Outcome,
    string Reason);
