using Cluster.Modeling.Comparison;
using CsCheck;

namespace Cluster.Modeling.Tests.Comparison;

public sealed class AdjustedPValuesTests
{
    private static readonly Gen<double[]> Values = Gen.Double[0, 1].Array[0, 30];

    [Fact]
    public void Holm_FourValues_EqualsHandComputation() => Equal([0.03, 0.06, 0.06, 0.02], AdjustedPValues.Holm([0.01, 0.04, 0.03, 0.005]));

    [Fact]
    public void BenjaminiHochberg_FifteenValues_RejectsThePublishedFour()
    {
        // The example of Benjamini and Hochberg, 1995, section 3.2: at q = 0.05 the first four of fifteen, where Bonferroni has three.
        double[] values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];
        Assert.Equal(4, AdjustedPValues.BenjaminiHochberg(values).Count(p => p <= 0.05));
        Assert.Equal(3, AdjustedPValues.Holm(values).Count(p => p <= 0.05));
        Assert.Equal(0.0095 * 15 / 4, AdjustedPValues.BenjaminiHochberg(values)[3], 12);
    }

    [Fact]
    public void Adjusted_AnyValues_KeepOrderAndBounds() => Values.Sample(values =>
    {
        var holm = AdjustedPValues.Holm(values);
        var hochberg = AdjustedPValues.BenjaminiHochberg(values);
        for (var i = 0; i < values.Length; i++)
        {
            if (hochberg[i] < values[i] || holm[i] < hochberg[i] - 1e-12 || holm[i] > 1) return false;
            for (var j = 0; j < values.Length; j++)
            {
                if (values[i] < values[j] && (holm[i] > holm[j] || hochberg[i] > hochberg[j])) return false;
            }
        }

        return true;
    });

    [Fact]
    public void Adjusted_NoP_Throws() => Assert.Throws<ArgumentException>(() => AdjustedPValues.Holm([0.2, 1.2]));

    [Fact]
    public void Adjusted_NoValues_AreNone() => Assert.Empty(AdjustedPValues.By(MultipleTesting.BenjaminiHochberg, []));

    private static void Equal(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 12);
    }
}
