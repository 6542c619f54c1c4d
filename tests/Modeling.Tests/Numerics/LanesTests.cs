using Cluster.Modeling.Numerics;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Numerics;

public sealed class LanesTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 40), 255, 256, 257];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Dot_AnyLength_EqualsAPlainSum(int length)
    {
        var random = new Random(length);
        double[] a = [.. Enumerable.Range(0, length).Select(_ => Tables.Gauss(random))], b = [.. a.Select(_ => Tables.Gauss(random))];
        Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), Lanes.Dot(a, b), 12);
        Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), Lanes.Dot(Array.ConvertAll(a, x => (float)x), Array.ConvertAll(b, x => (float)x)), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AddScaled_AnyLength_AddsToEveryElement(int length)
    {
        var random = new Random(length);
        double[] values = [.. Enumerable.Range(0, length).Select(_ => Tables.Gauss(random))], target = [.. values.Select(_ => Tables.Gauss(random))];
        double[] expected = [.. target.Zip(values, (x, y) => x + (y * -1.5))];
        Lanes.AddScaled(values, -1.5, target);
        Assert.Equal(expected, target);
    }
}
