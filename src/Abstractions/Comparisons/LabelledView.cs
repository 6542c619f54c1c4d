using System.Collections.Immutable;
using Cluster.Abstractions.Emotions;

namespace Cluster.Abstractions.Comparisons;

/// <summary>Two versions on labelled clips.</summary>
/// <param name="Clips">Labelled clips; at least 1.</param>
/// <param name="Groups">Artists or tracks that they belong to.</param>
/// <param name="Accuracy">The share of right labels.</param>
/// <param name="MacroF1">The mean F1 over the emotions that occur in truth.</param>
/// <param name="Classes">Each emotion that occurs in truth.</param>
/// <param name="Slices">Genres and tempi with enough labelled clips.</param>
/// <param name="SmallSlices">Genres and tempi that have too few.</param>
/// <param name="OnlyChampionRight">Clips that only the champion calls rightly.</param>
/// <param name="OnlyCandidateRight">Clips that only the candidate calls rightly.</param>
/// <param name="McNemarP">McNemar's two-sided p-value, which takes clips as independent.</param>
/// <param name="McNemarExact">True for the binomial test, false for its approximation.</param>
[GenerateSerializer, Immutable, Alias("labelled-view")]
public sealed record LabelledView(
    [property: Id(0)] int Clips,
    [property: Id(1)] int Groups,
    [property: Id(2)] DifferenceView Accuracy,
    [property: Id(3)] DifferenceView MacroF1,
    [property: Id(4)] ImmutableArray<ClassView> Classes,
    [property: Id(5)] ImmutableArray<SliceView> Slices,
    [property: Id(6)] int SmallSlices,
    [property: Id(7)] long OnlyChampionRight,
    [property: Id(8)] long OnlyCandidateRight,
    [property: Id(9)] double McNemarP,
    [property: Id(10)] bool McNemarExact);

/// <summary>One metric of two versions.</summary>
/// <param name="Champion">The champion's value, in [0, 1].</param>
/// <param name="Candidate">The candidate's value, in [0, 1].</param>
/// <param name="Low">Lower end of the 95 % interval of candidate minus champion; null where there are too few groups.</param>
/// <param name="High">Its upper end.</param>
/// <param name="PDown">One-sided p-value of a fall, not corrected; null with the interval.</param>
[GenerateSerializer, Immutable, Alias("difference-view")]
public sealed record DifferenceView(
    [property: Id(0)] double Champion, [property: Id(1)] double Candidate, [property: Id(2)] double? Low, [property: Id(3)] double? High, [property: Id(4)] double? PDown);

/// <summary>F1 of one emotion.</summary>
/// <param name="Emotion">The emotion.</param>
/// <param name="Clips">Labelled clips of it.</param>
/// <param name="F1">F1.</param>
/// <param name="AdjustedPDown">The p-value of a fall, corrected for the number of emotions; null where there are too few groups.</param>
[GenerateSerializer, Immutable, Alias("class-view")]
public sealed record ClassView(
    [property: Id(0)] EmotionLabel Emotion, [property: Id(1)] int Clips, [property: Id(2)] DifferenceView F1, [property: Id(3)] double? AdjustedPDown);

/// <summary>A genre or a range of tempo.</summary>
/// <param name="By"><c>genre</c> or <c>tempo</c>.</param>
/// <param name="Name">The part.</param>
/// <param name="Clips">Its labelled clips.</param>
/// <param name="Groups">Artists or tracks that they belong to.</param>
/// <param name="Accuracy">The share of right labels.</param>
/// <param name="MacroF1">The mean F1 over the emotions that occur in the part.</param>
/// <param name="AdjustedPDown">The p-value of a fall of accuracy, corrected for the number of slices; null where there are too few groups.</param>
[GenerateSerializer, Immutable, Alias("slice-view")]
public sealed record SliceView(
    [property: Id(0)] string By,
    [property: Id(1)] string Name,
    [property: Id(2)] int Clips,
    [property: Id(3)] int Groups,
    [property: Id(4)] DifferenceView Accuracy,
    [property: Id(5)] DifferenceView MacroF1,
    [property: Id(6)] double? AdjustedPDown);
