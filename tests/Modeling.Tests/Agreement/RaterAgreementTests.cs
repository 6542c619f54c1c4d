using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Agreement;

namespace Cluster.Modeling.Tests.Agreement;

public sealed class RaterAgreementTests
{
    [Fact]
    public void Measure_ThreeRaters_CountsItemsAndPairs()
    {
        var ratings = new List<Rating>();
        for (var i = 0; i < 20; i++)
        {
            ratings.Add(new Rating($"c{i}", "ayşe", (EmotionLabel)(i % 4)));
            ratings.Add(new Rating($"c{i}", "banu", (EmotionLabel)(i % 5 == 0 ? 3 : i % 4)));
        }

        ratings.Add(new Rating("c0", "cem", EmotionLabel.Happy));
        ratings.Add(new Rating("alone", "cem", EmotionLabel.Happy));
        var report = RaterAgreement.Measure(ratings);
        Assert.Equal((20, 1, 3), (report.Items, report.SingleItems, report.Raters));
        var pair = Assert.Single(report.Pairs);
        Assert.Equal(("ayşe", "banu", 20), (pair.First, pair.Second, pair.Items));
        //// i = 0, 5, 10 differ; 15 is 3 either way.
        Assert.Equal(17 / 20.0, pair.PercentAgreement.Value, 12);
        Assert.True(pair.Kappa!.Interval!.Low < pair.Kappa.Value && pair.Kappa.Value < pair.Kappa.Interval.High);

        // Item 0 has the votes happy, relaxed, happy: one pair of three agrees.
        Assert.Equal((17 + (1 / 3.0)) / 20, report.PercentAgreement!.Value, 12);
    }

    [Fact]
    public void Measure_SameSeed_IsTheSameInAnyOrder()
    {
        var random = new Random(3);
        var ratings = Enumerable.Range(0, 90).Select(i => new Rating($"c{i / 3}", $"r{i % 3}", (EmotionLabel)random.Next(4))).ToArray();
        var (one, other) = (RaterAgreement.Measure(ratings), RaterAgreement.Measure([.. ratings.Reverse()]));
        Assert.Equal(one.FleissKappa, other.FleissKappa);
        Assert.Equal(one.Pairs, other.Pairs);
    }

    [Fact]
    public void Measure_FewItems_HasNoInterval()
    {
        var report = RaterAgreement.Measure([new Rating("c", "a", EmotionLabel.Sad), new Rating("c", "b", EmotionLabel.Happy)]);
        Assert.Equal(0, report.PercentAgreement!.Value);
        Assert.Null(report.PercentAgreement.Interval);
    }

    [Fact]
    public void Measure_NoRatings_HasNoFigures()
    {
        var report = RaterAgreement.Measure([]);
        Assert.Null(report.PercentAgreement);
        Assert.Null(report.FleissKappa);
    }

    [Fact]
    public void Measure_TwoRatingsOfOneItemByOneRater_NamesBoth()
    {
        Rating[] twice = [new("c1", "ayşe", EmotionLabel.Sad), new("c1", "ayşe", EmotionLabel.Happy)];
        var message = Assert.Throws<ArgumentException>(() => RaterAgreement.Measure(twice)).Message;
        Assert.Contains("ayşe", message, StringComparison.Ordinal);
        Assert.Contains("c1", message, StringComparison.Ordinal);
    }
}
