using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Tests.Support;
using CsCheck;

namespace Cluster.Modeling.Tests.Comparison;

public sealed class McNemarTests
{
    [Fact]
    public void Test_FewDiscordant_EqualsTheBinomialByHand()
    {
        // 1 against 9 of 10: 2 (1 + 10) / 2^10.
        var test = McNemarTest.Of(1, 9);
        Assert.True(test.Exact);
        Assert.Equal(22 / 1024.0, test.PValue, 12);
    }

    [Fact]
    public void Test_ManyDiscordant_EqualsThePublishedExample()
    {
        // Agresti, "An Introduction to Categorical Data Analysis", table of the prime minister's ratings: 150 and 86; z^2 = 17.356 without, (64 - 1)^2 / 236 with correction.
        var test = McNemarTest.Of(150, 86);
        Assert.False(test.Exact);
        Assert.Equal(ChiSquareTail.Of(1, 63.0 * 63 / 236), test.PValue, 15);
        Assert.InRange(test.PValue, 4.0e-5, 4.2e-5);
    }

    [Fact]
    public void Test_At25_UsesTheApproximation()
    {
        Assert.True(McNemarTest.Of(12, 12).Exact);
        Assert.False(McNemarTest.Of(12, 13).Exact);
        Assert.Equal(1, McNemarTest.Of(12, 13).PValue);
    }

    [Fact]
    public void Test_NoDiscordant_SaysNothing() => Assert.Equal(1, McNemarTest.Of(0, 0).PValue);

    [Fact]
    public void Test_AnyCounts_IsSymmetricAndFallsAsTheGreaterCountRises() => Gen.Select(Gen.Long[0, 300], Gen.Long[0, 300]).Sample((b, c) =>
    {
        var (test, more) = (McNemarTest.Of(b, c), McNemarTest.Of(Math.Max(b, c) + 1, Math.Min(b, c)));
        return test.PValue is >= 0 and <= 1 && test.PValue == McNemarTest.Of(c, b).PValue && (more.Exact != test.Exact || more.PValue <= test.PValue);
    });

    [Fact]
    public void Test_Clips_CountsLabelledOnesWithOneRightModel()
    {
        PairedClip[] clips =
        [
            Clips.Pair(0, EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Happy),
            Clips.Pair(1, EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Sad),
            Clips.Pair(2, EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Sad),
            Clips.Pair(3, EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Angry),
            Clips.Pair(4, EmotionLabel.Happy, EmotionLabel.Happy, EmotionLabel.Happy),
            Clips.Pair(5, EmotionLabel.Happy, EmotionLabel.Sad),
        ];
        Assert.Equal((1, 2), (McNemarTest.Of(clips).OnlyChampionRight, McNemarTest.Of(clips).OnlyCandidateRight));
    }

    [Fact]
    public void SampleSize_TenPointsAtThirtyPercentDiscordance_EqualsHandComputation() =>
        //// (1.959964 sqrt(0.3) + 0.841621 sqrt(0.29))^2 / 0.01 = 233.09.
        Assert.Equal(234, McNemarSampleSize.Of(0.3, 0.1));

    [Fact]
    public void SampleSize_AnyRates_FallsWithTheDifferenceAndRisesWithDiscordance() =>
        Gen.Select(Gen.Double[0.05, 0.6], Gen.Double[0.01, 0.2]).Sample((discordance, difference) =>
            McNemarSampleSize.Of(discordance, difference) >= McNemarSampleSize.Of(discordance, difference * 1.1)
            && McNemarSampleSize.Of(discordance, difference) <= McNemarSampleSize.Of(discordance * 1.1, difference)
            && McNemarSampleSize.Of(discordance, difference, power: 0.9) >= McNemarSampleSize.Of(discordance, difference));

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(1.1, 0.1)]
    [InlineData(0.3, 0)]
    [InlineData(double.NaN, 0.1)]
    public void SampleSize_RatesOutOfRange_Throws(double discordance, double difference) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => McNemarSampleSize.Of(discordance, difference));

    [Fact]
    public void SampleSize_Simulated_GivesThePromisedPower()
    {
        // 20 % only candidate, 10 % only champion: the uncorrected test is what the formula is for, so the corrected one loses a little.
        var random = new Random(5);
        var n = McNemarSampleSize.Of(0.3, 0.1);
        var seen = 0;
        const int Tables = 4000;
        for (var table = 0; table < Tables; table++)
        {
            long b = 0, c = 0;
            for (var i = 0; i < n; i++)
            {
                var draw = random.NextDouble();
                if (draw < 0.1) b++;
                else if (draw < 0.3) c++;
            }

            if (McNemarTest.Of(b, c).PValue < 0.05) seen++;
        }

        Assert.InRange((double)seen / Tables, 0.75, 0.83);
    }
}
