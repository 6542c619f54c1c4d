using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Drift;
using Cluster.Modeling.Explanations;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class ExplanationBackgroundTests
{
    [Fact]
    public void Draw_UnevenTable_TakesEmotionsInTurn()
    {
        // 2 sad rows of 50: they come, however many happy ones there are.
        var rows = Enumerable.Range(0, 50).Select(i => new LabelledRow($"r{i}", $"g{i}", i < 48 ? EmotionLabel.Happy : EmotionLabel.Sad, [i]));
        var table = new LabelledTable("test-v1", ["f0"], [.. rows]);
        var background = ExplanationBackground.Draw(table, 6);
        Assert.Equal(6, background.Count);
        Assert.Equal(2, background.Rows.Count(row => row[0] >= 48));
        Assert.Equal(6, background.Rows.Select(row => row[0]).Distinct().Count());
    }

    [Fact]
    public void Draw_Seed_DrawsTheSameRowsAgain()
    {
        var table = Tables.Clouds(distance: 1);
        Assert.Equal(Values(1), Values(1));
        Assert.NotEqual(Values(1), Values(2));
        Assert.Equal(120, ExplanationBackground.Draw(table, 200).Count);

        float[] Values(int seed) => [.. ExplanationBackground.Draw(table, 20, seed).Rows.SelectMany(row => row)];
    }

    [Fact]
    public void FromHistograms_EveryFeature_TakesItsQuantilesOnceInAnOrderOfItsOwn()
    {
        // Even from 0 to 1000, and its square.
        float[][] rows = [.. Enumerable.Range(0, 1001).Select(i => new[] { i, (float)i * i })];
        var background = FromRows(rows, 50);
        Assert.Equal(50, background.Count);
        double[] first = [.. background.Rows.Select(row => (double)row[0])], second = [.. background.Rows.Select(row => Math.Sqrt(row[1]))];
        foreach (var (i, value) in first.Order().Index()) Assert.Equal(10 + (20 * i), value, 1.0);
        foreach (var (i, value) in second.Order().Index()) Assert.Equal(10 + (20 * i), value, 15.0);

        // Shuffled apart: what grew together does not any more.
        var (mean, other) = (first.Average(), second.Average());
        var correlation = first.Zip(second, (x, y) => (x - mean) * (y - other)).Sum()
            / Math.Sqrt(first.Sum(x => (x - mean) * (x - mean)) * second.Sum(y => (y - other) * (y - other)));
        Assert.InRange(correlation, -0.5, 0.5);
    }

    [Fact]
    public void FromHistograms_MissingConstantAndRecurringValues_ComeInTheirShares()
    {
        float[][] rows = [.. Enumerable.Range(0, 100).Select(i => new[] { i < 25 ? float.NaN : i, float.NaN, 3, i < 60 ? 0 : i })];
        var background = FromRows(rows, 20);
        Assert.Equal(5, background.Rows.Count(row => float.IsNaN(row[0])));
        Assert.All(background.Rows, row => Assert.True(float.IsNaN(row[1])));
        Assert.All(background.Rows, row => Assert.Equal(3, row[2], 1e-6f));
        Assert.Equal(12, background.Rows.Count(row => row[3] == 0));
    }

    [Fact]
    public void FromHistograms_Seed_MakesTheSameRowsAgain()
    {
        float[][] rows = [.. Enumerable.Range(0, 100).Select(i => new float[] { i, -i })];
        float[] Values(int seed) => [.. FromRows(rows, 16, seed).Rows.SelectMany(row => row)];
        Assert.Equal(Values(1), Values(1));
        Assert.NotEqual(Values(1), Values(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => FromRows(rows, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FromRows(rows, ExplanationBackground.MaxRows + 1));
    }

    private static ExplanationBackground FromRows(float[][] rows, int count, int seed = 1)
    {
        var histograms = new ReferenceHistograms
        {
            FormatVersion = ReferenceHistograms.CurrentFormat,
            SchemaId = "test-v1",
            Rows = rows.Length,
            Features = [.. Enumerable.Range(0, rows[0].Length).Select(j => FeatureHistogram.Of($"f{j}", [.. rows.Select(row => row[j])], ReferenceHistograms.Bins))],
            Predictions = 0,
            PredictedClasses = new Dictionary<string, long>(),
            Confidence = new long[ReferenceHistograms.Bins],
        };
        return ExplanationBackground.FromHistograms(histograms, count, seed);
    }

    [Fact]
    public void Constructor_CallersArray_IsCopied()
    {
        float[][] rows = [[1, 2]];
        var background = new ExplanationBackground(rows);
        rows[0][0] = 9;
        Assert.Equal(1, background.Rows[0][0]);
    }

    [Fact]
    public void Constructor_NoRowsTooManyOrUneven_Throws()
    {
        Assert.Throws<ArgumentException>(() => new ExplanationBackground([]));
        Assert.Contains("Row 2 has 1", Assert.Throws<ArgumentException>(() => new ExplanationBackground([[1, 2], [1, 2], [1]])).Message, StringComparison.Ordinal);
        var many = Enumerable.Repeat(new float[1], ExplanationBackground.MaxRows + 1).ToArray();
        Assert.Contains("at most 256", Assert.Throws<ArgumentException>(() => new ExplanationBackground(many)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ExplanationBackground.Draw(Tables.Clouds(1), 0));
    }
}
