using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Agreement;

/// <summary>How far raters agree.</summary>
/// <param name="Items">Items with at least two ratings.</param>
/// <param name="SingleItems">Items with one rating, which say nothing about agreement.</param>
/// <param name="Raters">People who rated.</param>
/// <param name="PercentAgreement">The share of agreeing pairs of ratings, averaged over items, in [0, 1]; null without items.</param>
/// <param name="FleissKappa">Agreement beyond chance; null where it is not defined.</param>
/// <param name="Pairs">Cohen's kappa of each pair of raters with enough items in common, by their names.</param>
public sealed record AgreementReport(
    int Items, int SingleItems, int Raters, AgreementFigure? PercentAgreement, AgreementFigure? FleissKappa, IReadOnlyList<RaterPair> Pairs);

/// <summary>A figure of agreement.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Interval">Its 95 % bootstrap interval over items; null with fewer than 5 items.</param>
public sealed record AgreementFigure(double Value, Interval? Interval);

/// <summary>Two raters on the items that both rated.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Items">Items that both rated.</param>
/// <param name="PercentAgreement">The share that they call the same, in [0, 1].</param>
/// <param name="Kappa">Cohen's kappa; null where it is not defined.</param>
public sealed record RaterPair(string First, string Second, int Items, AgreementFigure PercentAgreement, AgreementFigure? Kappa);
