using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Emotions;

namespace Cluster.Gateway.Contracts;

/// <summary>Two model versions on the same clips.</summary>
/// <param name="Candidate">The version that may replace the other.</param>
/// <param name="Champion">The version that it may replace.</param>
/// <param name="Verdict">inconclusive, candidateBetter, championBetter or noDifferenceThatMatters.</param>
/// <param name="Reason">The verdict in words.</param>
/// <param name="Clips">Clips that were compared.</param>
/// <param name="Sampled">True when there are more, so that these are a sample; labelled clips are all in.</param>
/// <param name="Agreement">What the two call the clips.</param>
/// <param name="Disagreements">Clips that both are sure of and call differently.</param>
/// <param name="Labelled">Metrics on labelled clips; null without any.</param>
/// <param name="Labels">What a verdict takes.</param>
/// <param name="Traffic">What the candidate did as a shadow of the champion; null where it has not been one.</param>
public sealed record ComparisonJson(
    string Candidate,
    string Champion,
    string Verdict,
    string Reason,
    long Clips,
    bool Sampled,
    AgreementMatrixJson Agreement,
    DisagreementsJson Disagreements,
    LabelledJson? Labelled,
    LabelsNeededJson Labels,
    ShadowTrafficJson? Traffic)
{
    /// <summary>A comparison's JSON.</summary>
    public static ComparisonJson From(ComparisonView view) => new(
        view.Candidate,
        view.Champion,
        Names.Of(view.Verdict),
        view.Reason,
        view.Clips,
        view.IsSample,
        new AgreementMatrixJson([.. Enum.GetValues<EmotionLabel>().Select(label => label.ToName())], view.Agreement.Select(row => (IReadOnlyList<long>)row).ToList(), view.AgreementShare, view.Kappa),
        new DisagreementsJson(view.Sure, view.AllDisagreements, [.. view.Disagreements.Select(DisagreementJson.From)]),
        view.Labelled is { } labelled ? LabelledJson.From(labelled) : null,
        new LabelsNeededJson(
            view.Labels.Have, view.Labels.Needed, view.Labels.Still, view.Labels.SmallestDifference, view.Labels.Difference, view.Labels.Power, view.Labels.Discordance, view.Labels.DesignEffect),
        view.Traffic is { } traffic ? ShadowTrafficJson.From(traffic) : null);
}

/// <summary>Clips by what the champion and what the candidate calls them.</summary>
/// <param name="Emotions">The emotions in the order of rows and columns.</param>
/// <param name="Counts">Rows by the champion's emotion, columns by the candidate's.</param>
/// <param name="Share">The share that both call the same, in [0, 1].</param>
/// <param name="Kappa">Agreement beyond chance; null where it is not defined.</param>
public sealed record AgreementMatrixJson(IReadOnlyList<string> Emotions, IReadOnlyList<IReadOnlyList<long>> Counts, double Share, double? Kappa);

/// <summary>Clips that both versions are sure of and call differently.</summary>
/// <param name="Sure">The confidence from which a version counts as sure.</param>
/// <param name="Count">How many there are among the clips compared, listed or not.</param>
/// <param name="Items">The surest first.</param>
public sealed record DisagreementsJson(double Sure, int Count, IReadOnlyList<DisagreementJson> Items);

/// <summary>A clip that both versions are sure of and call differently.</summary>
/// <param name="ClipId">The clip.</param>
/// <param name="TrackId">Its track.</param>
/// <param name="Champion">The champion's emotion.</param>
/// <param name="ChampionConfidence">Its probability.</param>
/// <param name="Candidate">The candidate's emotion.</param>
/// <param name="CandidateConfidence">Its probability.</param>
/// <param name="Truth">The right emotion; null where nobody has said.</param>
public sealed record DisagreementJson(
    string ClipId, string TrackId, string Champion, double ChampionConfidence, string Candidate, double CandidateConfidence, string? Truth)
{
    /// <summary>A disagreement's JSON.</summary>
    public static DisagreementJson From(DisagreementView view) => new(
        view.Clip.ToString(), view.TrackId, view.Champion.ToName(), view.ChampionConfidence, view.Candidate.ToName(), view.CandidateConfidence, view.Truth?.ToName());
}

/// <summary>What a verdict takes.</summary>
/// <param name="Have">Labelled clips so far.</param>
/// <param name="Needed">Labelled clips that show the difference with the wanted power.</param>
/// <param name="Still">Labels still to be given.</param>
/// <param name="SmallestDifference">The smallest difference of accuracies that matters.</param>
/// <param name="Difference">The difference that is looked for: the smallest that matters, or a greater one that the labels so far leave no doubt about.</param>
/// <param name="Power">The chance to see a difference of that size.</param>
/// <param name="Discordance">The share of clips on which exactly one version is right, as estimated.</param>
/// <param name="DesignEffect">How many times more clips it takes because they come in groups.</param>
public sealed record LabelsNeededJson(int Have, long Needed, long Still, double SmallestDifference, double Difference, double Power, double Discordance, double DesignEffect);
