using System.Collections.Immutable;
using System.Globalization;
using Cluster.Abstractions.Feedbacks;
using Cluster.Catalog.Feedbacks;
using Cluster.Modeling.Agreement;
using Orleans.Concurrency;

namespace Cluster.Grains.Feedbacks;

/// <summary>Measures agreement of raters from the catalogue. It reads all of their ratings: a report for now and then, one at a time in each silo.</summary>
[StatelessWorker(1)]
public sealed class AgreementGrain(IFeedbackReader reader) : Grain, IAgreementGrain
{
    /// <inheritdoc/>
    public async Task<AgreementView> MeasureAsync(ImmutableArray<AnnotatorKind> kinds, int leastCommon, CancellationToken cancellationToken)
    {
        var ratings = await reader.ReadRatingsAsync(kinds, cancellationToken);
        return await Task.Run(() => Measure(ratings, leastCommon), cancellationToken);
    }

    /// <summary>Measures agreement of the raters with the most ratings.</summary>
    /// <param name="ratings">Each author rates a stretch at most once.</param>
    /// <param name="leastCommon">Items that two raters must have in common to be listed as a pair; at least 1.</param>
    internal static AgreementView Measure(IReadOnlyList<StandingRating> ratings, int leastCommon)
    {
        var byAuthor = ratings.GroupBy(rating => rating.Author)
            .OrderByDescending(own => own.Count()).ThenBy(own => own.Key.Kind).ThenBy(own => own.Key.Name, StringComparer.Ordinal).ToArray();
        var compared = byAuthor.Take(IAgreementGrain.MaxRaters).ToArray();

        // Authors go by number: a name alone would make one of two authors whose kinds differ.
        var rated = compared.SelectMany((own, number) => own.Select(rating => new Rating(ItemOf(rating), number.ToString("D2", CultureInfo.InvariantCulture), rating.Emotion)));
        var report = RaterAgreement.Measure([.. rated], leastCommon);
        return new AgreementView
        {
            Items = report.Items,
            SingleItems = report.SingleItems,
            Raters = report.Raters,
            RatersLeftOut = byAuthor.Length - compared.Length,
            PercentAgreement = Estimate(report.PercentAgreement),
            FleissKappa = Estimate(report.FleissKappa),
            Pairs =
            [
                .. report.Pairs.Select(pair => new AgreementPair(
                    Author(pair.First), Author(pair.Second), pair.Items, Estimate(pair.PercentAgreement)!, Estimate(pair.Kappa))),
            ],
        };

        FeedbackAuthor Author(string number) => compared[int.Parse(number, CultureInfo.InvariantCulture)].Key;
    }

    // The stretch first: it holds no character of a track's id.
    private static string ItemOf(StandingRating rating) =>
        string.Create(CultureInfo.InvariantCulture, $"{rating.Stretch.StartMicroseconds}+{rating.Stretch.DurationMicroseconds} {rating.TrackId}");

    private static AgreementEstimate? Estimate(AgreementFigure? figure) =>
        figure is null ? null : new AgreementEstimate(figure.Value, figure.Interval?.Low, figure.Interval?.High);
}
