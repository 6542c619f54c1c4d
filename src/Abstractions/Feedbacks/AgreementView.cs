using System.Collections.Immutable;

namespace Cluster.Abstractions.Feedbacks;

/// <summary>How far raters agree.</summary>
[GenerateSerializer, Immutable, Alias("agreement-view")]
public sealed record AgreementView
{
    /// <summary>Tracks and clips with at least two ratings.</summary>
    [Id(0)] public required int Items { get; init; }

    /// <summary>Tracks and clips with one rating, which say nothing about agreement.</summary>
    [Id(1)] public required int SingleItems { get; init; }

    /// <summary>Authors who were compared.</summary>
    [Id(2)] public required int Raters { get; init; }

    /// <summary>Authors who were left out because there are more than <see cref="IAgreementGrain.MaxRaters"/>.</summary>
    [Id(3)] public required int RatersLeftOut { get; init; }

    /// <summary>The share of agreeing pairs of ratings, averaged over items, in [0, 1]; null without items.</summary>
    [Id(4)] public AgreementEstimate? PercentAgreement { get; init; }

    /// <summary>Fleiss' kappa; null where it is not defined.</summary>
    [Id(5)] public AgreementEstimate? FleissKappa { get; init; }

    /// <summary>Pairs of raters with enough items in common.</summary>
    [Id(6)] public ImmutableArray<AgreementPair> Pairs { get; init; } = [];
}

/// <summary>A figure of agreement with its 95 % bootstrap interval over items.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Low">The interval's lower end; null with fewer than 5 items.</param>
/// <param name="High">The interval's upper end; null with fewer than 5 items.</param>
[GenerateSerializer, Immutable, Alias("agreement-estimate")]
public sealed record AgreementEstimate([property: Id(0)] double Value, [property: Id(1)] double? Low, [property: Id(2)] double? High);

/// <summary>Two raters on what both rated.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Items">Tracks and clips that both rated.</param>
/// <param name="PercentAgreement">The share that they call the same, in [0, 1].</param>
/// <param name="CohenKappa">Cohen's kappa; null where it is not defined.</param>
[GenerateSerializer, Immutable, Alias("agreement-pair")]
public sealed record AgreementPair(
    [property: Id(0)] FeedbackAuthor First,
    [property: Id(1)] FeedbackAuthor Second,
    [property: Id(2)] int Items,
    [property: Id(3)] AgreementEstimate PercentAgreement,
    [property: Id(4)] AgreementEstimate? CohenKappa);
