using Cluster.Featurization.Numerics;

namespace Cluster.Featurization.Tests.Numerics;

public class TransposeTests
{
    [Fact]
    public void Eight_OddStrides_MovesEveryValueAndNothingElse()
    {
        var rows = Enumerable.Range(0, 8 * 11).Select(i => (float)i).ToArray();
        var columns = Enumerable.Repeat(-1f, 8 * 13).ToArray();

        Transpose.Eight(ref rows[0], 11, ref columns[0], 13);

        for (var column = 0; column < 8; column++)
        {
            for (var row = 0; row < 13; row++)
                Assert.Equal(row < 8 ? rows[row * 11 + column] : -1, columns[column * 13 + row]);
        }
    }
}
