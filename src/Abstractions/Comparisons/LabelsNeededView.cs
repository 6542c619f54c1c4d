namespace Cluster.Abstractions.Comparisons;

/// <summary>How many labels a verdict takes.</summary>
/// <param name="Have">Labelled clips so far.</param>
/// <param name="Needed">Labelled clips that show <paramref name="Difference"/> with the wanted power.</param>
/// <param name="Still">Labels still to be given.</param>
/// <param name="SmallestDifference">The smallest difference of accuracies that matters.</param>
/// <param name="Power">The chance to see a difference of that size.</param>
/// <param name="Discordance">The share of clips on which exactly one version is right, as estimated.</param>
/// <param name="DesignEffect">How many times more clips it takes because they come in groups.</param>
/// <param name="Difference">The difference that is looked for: the smallest that matters, or a greater one that the labels so far leave no doubt about.</param>
[GenerateSerializer, Immutable, Alias("labels-needed-view")]
public sealed record LabelsNeededView(
    [property: Id(0)] int Have,
    [property: Id(1)] long Needed,
    [property: Id(2)] long Still,
    [property: Id(3)] double SmallestDifference,
    [property: Id(4)] double Power,
    [property: Id(5)] double Discordance,
    [property: Id(6)] double DesignEffect,
    [property: Id(7)] double Difference);
