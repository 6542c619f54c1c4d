using System.Globalization;
using Xunit;

namespace Cluster.TestKit.Signals;

/// <summary>Asserts on numbers that are equal only to a tolerance, element by element.</summary>
public static class Tolerance
{
    /// <summary>Every element lies within an absolute tolerance of the expected one; NaN equals NaN.</summary>
    public static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Near(expected[i], actual[i], tolerance, string.Create(CultureInfo.InvariantCulture, $"element {i}"));
    }

    /// <summary>A value lies within an absolute tolerance of the expected one; NaN equals NaN.</summary>
    public static void Near(double expected, double actual, double tolerance, string what = "value")
    {
        if (double.IsNaN(expected) && double.IsNaN(actual)) return;
        if (!(Math.Abs(expected - actual) <= tolerance))
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"The {what} is {actual:R}; expected {expected:R} within {tolerance:R}."));
    }
}
