using Cluster.Abstractions.Feedbacks;

namespace Cluster.Gateway.Contracts;

/// <summary>How far those who give feedback agree.</summary>
/// <param name="Items">Tracks and clips with at least two ratings.</param>
/// <param name="SingleItems">Tracks and clips with one rating, which say nothing about agreement.</param>
/// <param name="Raters">Authors who were compared.</param>
/// <param name="RatersLeftOut">Authors with fewer ratings who were left out because there are too many.</param>
/// <param name="PercentAgreement">The share of agreeing pairs of ratings, in [0, 1]; null without items.</param>
/// <param name="FleissKappa">Agreement of all beyond chance; null where it is not defined.</param>
/// <param name="Pairs">Cohen's kappa of pairs with enough in common.</param>
public sealed record AgreementJson(
    int Items, int SingleItems, int Raters, int RatersLeftOut, AgreementFigureJson? PercentAgreement, AgreementFigureJson? FleissKappa, IReadOnlyList<AgreementPairJson> Pairs)
{
    /// <summary>A report's JSON.</summary>
    public static AgreementJson From(AgreementView view) => new(
        view.Items,
        view.SingleItems,
        view.Raters,
        view.RatersLeftOut,
        AgreementFigureJson.From(view.PercentAgreement),
        AgreementFigureJson.From(view.FleissKappa),
        [
            .. view.Pairs.Select(pair => new AgreementPairJson(
                RaterJson.From(pair.First), RaterJson.From(pair.Second), pair.Items, AgreementFigureJson.From(pair.PercentAgreement)!, AgreementFigureJson.From(pair.CohenKappa))),
        ]);
}

/// <summary>A figure with its 95 % bootstrap interval over items.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Low">The interval's lower end; null with fewer than 5 items.</param>
/// <param name="High">The interval's upper end; null with fewer than 5 items.</param>
public sealed record AgreementFigureJson(double Value, double? Low, double? High)
{
    /// <summary>A figure's JSON.</summary>
    public static AgreementFigureJson? From(AgreementEstimate? estimate) => estimate is null ? null : new(estimate.Value, estimate.Low, estimate.High);
}

/// <summary>Two raters on what both rated.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Items">Tracks and clips that both rated.</param>
/// <param name="PercentAgreement">The share that they call the same, in [0, 1].</param>
/// <param name="CohenKappa">Agreement beyond chance; null where it is not defined.</param>
public sealed record AgreementPairJson(RaterJson First, RaterJson Second, int Items, AgreementFigureJson PercentAgreement, AgreementFigureJson? CohenKappa);

/// <summary>Who rates.</summary>
/// <param name="Author">The name.</param>
/// <param name="Kind">user, annotator or dataSet.</param>
public sealed record RaterJson(string Author, string Kind)
{
    /// <summary>An author's JSON.</summary>
    public static RaterJson From(FeedbackAuthor author) => new(author.Name, Names.Of(author.Kind));
}
