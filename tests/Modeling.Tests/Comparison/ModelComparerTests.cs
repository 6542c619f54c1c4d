using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Comparison;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Comparison;

public sealed class ModelComparerTests
{
    private static readonly ComparisonOptions Options = new() { Resamples = 400 };

    [Fact]
    public void Agreement_FourClips_CountsByChampionThenCandidate()
    {
        var matrix = AgreementMatrix.Of(
        [
            Clips.Pair(0, EmotionLabel.Happy, EmotionLabel.Happy), Clips.Pair(1, EmotionLabel.Happy, EmotionLabel.Sad),
            Clips.Pair(2, EmotionLabel.Sad, EmotionLabel.Sad), Clips.Pair(3, EmotionLabel.Sad, EmotionLabel.Sad),
        ]);
        Assert.Equal(1, matrix[EmotionLabel.Happy, EmotionLabel.Sad]);
        Assert.Equal(0, matrix[EmotionLabel.Sad, EmotionLabel.Happy]);
        Assert.Equal(0.75, matrix.Share);

        // Chance: 0.5 * 0.25 + 0.5 * 0.75 = 0.5.
        Assert.Equal(0.5, matrix.Kappa!.Value, 12);
    }

    [Fact]
    public void Disagreements_Confident_AreOrderedByTheLessSureModel()
    {
        var clips = new[]
        {
            Clips.Pair(0, EmotionLabel.Happy, EmotionLabel.Sad) with { Candidate = Clips.Sure(EmotionLabel.Sad, 0.76) },
            Clips.Pair(1, EmotionLabel.Happy, EmotionLabel.Sad),
            Clips.Pair(2, EmotionLabel.Happy, EmotionLabel.Sad) with { Champion = Clips.Sure(EmotionLabel.Happy, 0.74) },
            Clips.Pair(3, EmotionLabel.Happy, EmotionLabel.Happy),
        };
        Assert.Equal(["t1", "t0"], ConfidentDisagreement.Find(clips, 0.75).Select(pair => pair.Clip.TrackId));
        var comparison = ModelComparer.Compare(clips, Options with { MostDisagreements = 1 });
        Assert.Equal((1, 2), (comparison.ConfidentDisagreements.Count, comparison.AllConfidentDisagreements));
    }

    [Fact]
    public void Compare_CandidateRightMoreOften_SaysSo()
    {
        var comparison = ModelComparer.Compare(Clips.Simulate(new Random(1), 200, 2, 0.05, 0.20), Options);
        Assert.Equal(ComparisonOutcome.CandidateBetter, comparison.Outcome);
        Assert.Equal(0, comparison.Labels.Still);
        Assert.True(comparison.McNemar.PValue < 0.001);
        Assert.Equal(ComparisonOutcome.ChampionBetter, ModelComparer.Compare(Clips.Simulate(new Random(1), 200, 2, 0.20, 0.05), Options).Outcome);
    }

    [Fact]
    public void Compare_FewLabels_IsInconclusiveAndSaysHowManyMore()
    {
        var comparison = ModelComparer.Compare(Clips.Simulate(new Random(1), 40, 1, 0.10, 0.12), Options);
        Assert.Equal(ComparisonOutcome.Inconclusive, comparison.Outcome);
        Assert.True(comparison.Labels.Still > 1000);
        Assert.Contains($"about {comparison.Labels.Still} more labels", comparison.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SameModels_ShowsNoDifferenceThatMatters()
    {
        var comparison = ModelComparer.Compare(Clips.Simulate(new Random(1), 40, 1, 0, 0), Options);
        Assert.Equal(ComparisonOutcome.NoDifferenceThatMatters, comparison.Outcome);
    }

    [Fact]
    public void Compare_NoLabels_IsInconclusive()
    {
        var comparison = ModelComparer.Compare([Clips.Pair(0, EmotionLabel.Happy, EmotionLabel.Sad, genre: "fasıl")], Options);
        Assert.Null(comparison.Metrics);
        Assert.Equal(ComparisonOutcome.Inconclusive, comparison.Outcome);
        Assert.Empty(comparison.Slices);
        Assert.StartsWith("No labelled clips", comparison.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_GenreAndTempo_AreCutAndSmallOnesCounted()
    {
        var clips = Enumerable.Range(0, 90).Select(i => Clips.Pair(
            i, (EmotionLabel)(i % 4), i < 40 ? Clips.Next((EmotionLabel)(i % 4)) : (EmotionLabel)(i % 4), (EmotionLabel)(i % 4),
            genre: i < 40 ? (i % 2 == 0 ? "Türkü " : "turku") : i < 80 ? "arabesk" : "longa", tempo: 60 + i)).Append(Clips.Pair(90, EmotionLabel.Sad, EmotionLabel.Sad)).ToArray();
        var comparison = ModelComparer.Compare(clips, Options);
        Assert.Equal(["arabesk", "Türkü", "below 90 bpm", "90 to 120 bpm", "120 to 150 bpm"], comparison.Slices.Select(slice => slice.Name));
        Assert.Equal([40, 40, 30, 30, 30], comparison.Slices.Select(slice => slice.Clips));
        Assert.Equal(1, comparison.SmallSlices);
        var worse = comparison.Slices.Single(slice => slice.Name == "Türkü");
        Assert.Equal((1.0, 0.0), (worse.Accuracy.Champion, worse.Accuracy.Candidate));

        // The least p-value of 400 resamples, times five slices.
        Assert.InRange(worse.AdjustedPDown!.Value, 4.99 / 401, 5.01 / 401);
        Assert.Equal(1, comparison.Slices.Single(slice => slice.Name == "arabesk").AdjustedPDown);
    }

    [Fact]
    public void Slices_ManyWithoutChange_RarelyRaiseAFalseAlarm()
    {
        // Ten genres of 40 clips, no change: uncorrected, about one table in three would have a genre with p below 0.05.
        const int Tables = 60;
        int plain = 0, corrected = 0;
        for (var table = 0; table < Tables; table++)
        {
            var clips = Clips.Simulate(new Random(table), 400, 1, 0.12, 0.12).Select((clip, i) => clip with { Genre = $"g{i % 10}" }).ToArray();
            var slices = ModelComparer.Compare(clips, Options with { Resamples = 1000 }).Slices;
            if (slices.Any(slice => slice.Accuracy.PDown < 0.05)) plain++;
            if (slices.Any(slice => slice.AdjustedPDown < 0.05)) corrected++;
        }

        Assert.InRange(plain, Tables / 5, Tables);
        Assert.InRange(corrected, 0, Tables / 8);
    }

    [Fact]
    public void Compare_BadInput_NamesTheClip()
    {
        var clip = Clips.Pair(7, EmotionLabel.Happy, EmotionLabel.Sad);
        Assert.Contains("t7#0", Assert.Throws<ArgumentException>(() => ModelComparer.Compare([clip, clip], Options)).Message, StringComparison.Ordinal);
        foreach (var bad in new[] { new EmotionProbabilities(0.9, 0.9, 0, 0), new EmotionProbabilities(double.NaN, 1, 0, 0), new EmotionProbabilities(1.2, -0.2, 0, 0) })
        {
            var message = Assert.Throws<ArgumentException>(() => ModelComparer.Compare([clip with { Candidate = bad }], Options)).Message;
            Assert.Contains("t7#0", message, StringComparison.Ordinal);
            Assert.Contains("candidate", message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => ModelComparer.Compare([], Options));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelComparer.Compare([clip], Options with { SmallestDifference = 0 }));
    }

    [Fact]
    public void Group_Clip_IsItsArtistElseItsTrack()
    {
        var clip = new PairedClip { Clip = new ClipId("x", 3), Champion = Clips.Sure(EmotionLabel.Sad), Candidate = Clips.Sure(EmotionLabel.Sad) };
        Assert.NotEqual((clip with { Artist = "x" }).Group, clip.Group);
        Assert.Equal((clip with { Artist = "X " }).Group, (clip with { Artist = "x", Clip = new ClipId("y", 0) }).Group);
        Assert.Equal(clip.Group, (clip with { Artist = " ", Clip = new ClipId("x", 0) }).Group);
    }
}
