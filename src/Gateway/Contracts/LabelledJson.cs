using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Emotions;

namespace Cluster.Gateway.Contracts;

/// <summary>Two model versions on labelled clips.</summary>
/// <param name="Clips">Labelled clips.</param>
/// <param name="Groups">Artists or tracks that they belong to.</param>
/// <param name="Accuracy">The share of right labels.</param>
/// <param name="MacroF1">The mean F1 over the emotions that occur in truth.</param>
/// <param name="McNemar">McNemar's test, which takes clips as independent.</param>
/// <param name="Classes">F1 of each emotion that occurs in truth.</param>
/// <param name="Slices">Genres and tempi with enough labelled clips.</param>
/// <param name="SmallSlices">Genres and tempi that have too few.</param>
public sealed record LabelledJson(
    int Clips,
    int Groups,
    DifferenceJson Accuracy,
    DifferenceJson MacroF1,
    McNemarJson McNemar,
    IReadOnlyList<ClassDifferenceJson> Classes,
    IReadOnlyList<SliceDifferenceJson> Slices,
    int SmallSlices)
{
    /// <summary>The metrics' JSON.</summary>
    public static LabelledJson From(LabelledView view) => new(
        view.Clips,
        view.Groups,
        DifferenceJson.From(view.Accuracy),
        DifferenceJson.From(view.MacroF1),
        new McNemarJson(view.OnlyChampionRight, view.OnlyCandidateRight, view.McNemarP, view.McNemarExact),
        [.. view.Classes.Select(one => new ClassDifferenceJson(one.Emotion.ToName(), one.Clips, DifferenceJson.From(one.F1), one.AdjustedPDown))],
        [
            .. view.Slices.Select(slice => new SliceDifferenceJson(
                slice.By, slice.Name, slice.Clips, slice.Groups, DifferenceJson.From(slice.Accuracy), DifferenceJson.From(slice.MacroF1), slice.AdjustedPDown)),
        ],
        view.SmallSlices);
}

/// <summary>One metric of two versions.</summary>
/// <param name="Champion">The champion's value, in [0, 1].</param>
/// <param name="Candidate">The candidate's value, in [0, 1].</param>
/// <param name="Difference">Candidate minus champion.</param>
/// <param name="Low">Lower end of the difference's 95 % interval, by resampling artists; null with fewer than 5 of them.</param>
/// <param name="High">Its upper end.</param>
/// <param name="PDown">One-sided p-value of a fall, not corrected; null with the interval.</param>
public sealed record DifferenceJson(double Champion, double Candidate, double Difference, double? Low, double? High, double? PDown)
{
    /// <summary>A difference's JSON.</summary>
    public static DifferenceJson From(DifferenceView view) => new(view.Champion, view.Candidate, view.Candidate - view.Champion, view.Low, view.High, view.PDown);
}

/// <summary>McNemar's test of whether two versions are right equally often.</summary>
/// <param name="OnlyChampionRight">Clips that only the champion calls rightly.</param>
/// <param name="OnlyCandidateRight">Clips that only the candidate calls rightly.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Exact">True for the binomial test, false for its approximation.</param>
public sealed record McNemarJson(long OnlyChampionRight, long OnlyCandidateRight, double PValue, bool Exact);

/// <summary>F1 of one emotion.</summary>
/// <param name="Emotion">The emotion.</param>
/// <param name="Clips">Labelled clips of it.</param>
/// <param name="F1">F1.</param>
/// <param name="AdjustedPDown">The p-value of a fall, corrected for the number of emotions; null with too few artists.</param>
public sealed record ClassDifferenceJson(string Emotion, int Clips, DifferenceJson F1, double? AdjustedPDown);

/// <summary>A genre or a range of tempo.</summary>
/// <param name="By">genre or tempo.</param>
/// <param name="Name">The part.</param>
/// <param name="Clips">Its labelled clips.</param>
/// <param name="Groups">Artists or tracks that they belong to.</param>
/// <param name="Accuracy">The share of right labels.</param>
/// <param name="MacroF1">The mean F1 over the emotions that occur in the part.</param>
/// <param name="AdjustedPDown">The p-value of a fall of accuracy, corrected for the number of slices; null with too few artists.</param>
public sealed record SliceDifferenceJson(string By, string Name, int Clips, int Groups, DifferenceJson Accuracy, DifferenceJson MacroF1, double? AdjustedPDown);
