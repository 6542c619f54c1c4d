using Cluster.Featurization;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Tests.Preprocessing;

public sealed class ChromaAlignmentTests
{
    private static readonly string[] Names = [.. Enumerable.Range(1, 12).Select(n => $"_Chromagram_Mean_{n}")];

    [Fact]
    public void Find_TableOfTheTurkishSet_FindsTheMeans() => Assert.Equal(2, ChromaAlignment.Find(["_Tempo_Mean", "_MFCC_Mean_1", .. Names, "_x"]));

    [Fact]
    public void Find_OwnSchema_FindsTheMeans()
    {
        var start = ChromaAlignment.Find(FeatureSchema.Default.Names);
        Assert.Equal("chroma_mean_1", FeatureSchema.Default.Names[start!.Value]);
    }

    [Fact]
    public void Find_BinsMissingOrOutOfOrder_FindsNone()
    {
        Assert.Null(ChromaAlignment.Find([]));
        Assert.Null(ChromaAlignment.Find(Names[..11]));
        Assert.Null(ChromaAlignment.Find([.. Names.Reverse()]));
        Assert.Null(ChromaAlignment.Find([.. Names[..6], "tempo", .. Names[6..]]));
        Assert.Null(ChromaAlignment.Find([.. Names.Select(name => name.Replace("Mean", "Std", StringComparison.Ordinal))]));
    }

    [Fact]
    public void Apply_AnyTranspositionOfAVector_GivesTheSame()
    {
        double[] bins = [0.2, 0.9, 0.1, 0, 0.4, 0.3, 0, 0.6, 0.1, 0.05, 0.3, 0.2];
        var expected = Aligned(bins);
        Assert.Equal([7, .. bins[1..], bins[0]], expected[..13]);
        Assert.Equal(bins.OrderDescending(), expected[13..25]);
        for (var shift = 1; shift < 12; shift++) Assert.Equal(expected[..25], Aligned([.. bins[shift..], .. bins[..shift]])[..25]);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 1, 0.6931471805599453)]
    [InlineData(0, 0, 2.4849066497880004)]
    public void Apply_Bins_AddsTheirEntropy(double first, double second, double expected)
    {
        var bins = new double[12];
        (bins[3], bins[8]) = (first, second);
        Assert.Equal(expected, Aligned(bins)[^1], 12);
    }

    private static double[] Aligned(double[] bins)
    {
        double[] values = [7, .. bins, .. new double[ChromaAlignment.Added]];
        ChromaAlignment.Apply(values, 1);
        return values;
    }
}
