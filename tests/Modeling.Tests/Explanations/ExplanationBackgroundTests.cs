using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
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
