using Cluster.Modeling.Numerics;
using Cluster.Modeling.Preprocessing;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Preprocessing;

public sealed class FeaturePreparationTests
{
    private static readonly PreparationPlan Plain = new(Shaped: false), Shaped = new(Shaped: true);

    [Fact]
    public void Apply_Plain_IsTheZScoreOfThePreprocessor()
    {
        var rows = Rows(40, 5);
        var preparation = FeaturePreparation.Fit(rows, Plain, chroma: null);
        var preprocessor = FeaturePreprocessor.Fit(rows);
        float[] row = [1, float.NaN, -2, float.PositiveInfinity, 0.5f];
        Assert.Equal([.. row.Select((value, j) => (float)preprocessor.Transform(value, j))], preparation.Apply(row));
    }

    [Fact]
    public void Fit_Shaped_MakesSkewedColumnsStandardAndSymmetric()
    {
        var random = new Random(3);
        float[][] rows = [.. Enumerable.Range(0, 500).Select(_ => new[] { (float)(1000 * Math.Exp(0.6 * Tables.Gauss(random))), (float)-Math.Exp(0.5 * Tables.Gauss(random)) })];
        var preparation = FeaturePreparation.Fit(rows, Shaped, chroma: null);
        var plain = FeaturePreparation.Fit(rows, Plain, chroma: null);
        for (var j = 0; j < 2; j++)
        {
            double[] column = [.. rows.Select(row => (double)preparation.Apply(row)[j])];
            Assert.Equal(0, column.Average(), 1e-6);
            Assert.Equal(1, column.Average(value => value * value), 1e-5);
            Assert.True(Math.Abs(column.Average(value => value * value * value)) < 0.2);
            Assert.True(Math.Abs(rows.Average(row => Math.Pow(plain.Apply(row)[j], 3))) > 1);
        }
    }

    [Fact]
    public void Apply_ShapedInAnotherUnit_GivesTheSame()
    {
        var rows = Rows(60, 3);
        var preparation = FeaturePreparation.Fit(rows, Shaped, chroma: null);
        var other = FeaturePreparation.Fit([.. rows.Select(row => row.Select(value => (value * 4) + 16).ToArray())], Shaped, chroma: null);
        var expected = preparation.Apply([0.1f, -1, 2]);
        var actual = other.Apply([16.4f, 12, 24]);
        for (var j = 0; j < 3; j++) Assert.Equal(expected[j], actual[j], 1e-3);
    }

    [Fact]
    public void Apply_ShapedWithChroma_DoesNotDependOnTheKey()
    {
        var rows = Rows(50, 14);
        var preparation = FeaturePreparation.Fit(rows, Shaped, chroma: 1);
        Assert.Equal(14 + ChromaAlignment.Added, preparation.Width);
        var row = rows[7];
        float[] transposed = [row[0], .. row[6..13], .. row[1..6], row[13]];
        Assert.Equal(preparation.Apply(row), preparation.Apply(transposed));
        Assert.NotEqual(preparation.Apply(row), preparation.Apply(rows[8]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Apply_ConstantColumnsAndExtremeValues_StaysFinite(bool shaped)
    {
        // Three columns that hardly vary have open fences: anything passes.
        float[][] rows = [.. Enumerable.Range(0, 30).Select(i => new[] { 5, float.NaN, i == 3 ? 1e-3f : 0, i })];
        var preparation = FeaturePreparation.Fit(rows, new PreparationPlan(shaped, Components: 20), chroma: null);
        foreach (var value in (float[])[float.MaxValue, float.MinValue, float.NaN, float.Epsilon, 0])
            Assert.All(preparation.Apply([value, value, value, value]), prepared => Assert.True(Math.Abs(prepared) <= FeaturePreparation.Farthest));
        var features = FeaturePreparation.Fit(rows, new PreparationPlan(shaped), chroma: null).Apply([6, 6, 0, 3]);
        Assert.Equal(0, features[0]);
        Assert.Equal(0, features[1]);
    }

    [Fact]
    public void Fit_Components_KeepsTheDirectionsThatVaryMost()
    {
        // Three of six columns are copies of one another: half of all variance lies in their common direction.
        var random = new Random(5);
        float[][] rows = [.. Enumerable.Range(0, 200).Select(_ =>
        {
            var common = (float)Tables.Gauss(random);
            return new[] { common, 2 * common, -common, (float)Tables.Gauss(random), (float)Tables.Gauss(random), (float)Tables.Gauss(random) };
        })];
        var preparation = FeaturePreparation.Fit(rows, new PreparationPlan(Shaped: false, Components: 2), chroma: null);
        var prepared = rows.Select(row => preparation.Apply(row)).ToArray();
        Assert.Equal(2, preparation.Width);
        Assert.Equal(3, prepared.Average(row => row[0] * row[0]), 0.1);
        Assert.Equal(0, prepared.Average(row => row[0] * row[1]), 1e-4);
        Assert.Equal(1, Lanes.Dot(preparation.Parameters.Components![0], preparation.Parameters.Components[0]), 10);
    }

    [Fact]
    public void Apply_ManyRows_AllocatesNothing()
    {
        var rows = Rows(40, 700);
        var preparation = FeaturePreparation.Fit(rows, Shaped, chroma: 3);
        var prepared = new float[preparation.Width];
        preparation.Apply(rows[0], prepared);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++) preparation.Apply(rows[n % 40], prepared);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[][] Rows(int count, int width)
    {
        var random = new Random(width);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => (float)Tables.Gauss(random)).ToArray())];
    }
}
