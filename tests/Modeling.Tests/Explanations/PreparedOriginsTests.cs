using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Explanations;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Tests.Explanations;

public sealed class PreparedOriginsTests
{
    private const int Width = 14;

    // The features before and after are no chroma. Strongest: bin 9 (0.5), then 2 (0.3), then 4 (0.2).
    private static readonly float[] Row = [7, 0, 0, 0.3f, 0, 0.2f, 0, 0, 0, 0, 0.5f, 0, 0, 8];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(13, 13)]
    [InlineData(1, 10)]          // the first turned bin is the strongest
    [InlineData(4, 1)]           // the fourth comes round to the first column
    [InlineData(12, 9)]
    [InlineData(14, 10)]         // sorted: the strongest, the next ...
    [InlineData(15, 3)]
    [InlineData(16, 5)]
    [InlineData(17, 1)]          // ... and of the empty ones the first
    public void Gather_OnePreparedValue_GoesToItsColumn(int prepared, int column)
    {
        var byRaw = Gather(Row, prepared);
        Assert.Equal(1, byRaw[column]);
        Assert.Equal(1, byRaw.Sum());
    }

    [Fact]
    public void Gather_Entropy_GoesToTheColumnsByTheirParts()
    {
        var byRaw = Gather(Row, Width + ChromaAlignment.Added - 1);
        double[] parts = [.. ((double[])[0.5, 0.3, 0.2]).Select(p => -p * Math.Log(p))];
        Assert.Equal(parts[0] / parts.Sum(), byRaw[10], 1e-6);
        Assert.Equal(parts[1] / parts.Sum(), byRaw[3], 1e-6);
        Assert.Equal(parts[2] / parts.Sum(), byRaw[5], 1e-6);
        Assert.Equal(1, byRaw.Sum(), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4f)]
    public void Gather_EntropyOfOneBinOrNone_GoesEvenly(float only)
    {
        var row = new float[Width];
        row[6] = only;
        Assert.All(Gather(row, Width + ChromaAlignment.Added - 1)[1..13], share => Assert.Equal(1 / 12.0, share, 1e-12));
    }

    [Fact]
    public void Gather_MissingBin_IsTheMedian()
    {
        // Medians are 0, 1, 2 ... in schema order: bin 11 becomes the strongest.
        var row = Row.ToArray();
        row[12] = float.NaN;
        Assert.Equal(1, Gather(row, 1)[12]);
    }

    private static double[] Gather(float[] row, int prepared)
    {
        var width = Width + ChromaAlignment.Added;
        var one = new double[width];
        var power = new PowerParameters { Chroma = 1, Centre = one, Spread = one, Lambda = one, Mean = one, Scale = one };
        var byPrepared = new double[width];
        byPrepared[prepared] = 1;
        var byRaw = new double[Width];
        new PreparedOrigins(Explaining.Plain(Width) with { Power = power }).Gather(row, byPrepared, byRaw);
        return byRaw;
    }
}
