using System.Numerics.Tensors;

namespace Cluster.Featurization.Numerics;

/// <summary>Levels in dB with a floor and a limited range.</summary>
/// <remarks><c>max(10 log10(max(1e-10, x)), max over all - 80)</c>; equals librosa <c>power_to_db</c> with its defaults.</remarks>
internal static class Decibels
{
    /// <summary>The least value that is told from nothing.</summary>
    public const float Floor = 1e-10f;

    /// <summary>The range below the loudest value in dB.</summary>
    public const float RangeDb = 80;

    /// <summary>Turns values into dB in place, without limiting the range.</summary>
    public static void FromPower(Span<float> values)
    {
        TensorPrimitives.Max(values, Floor, values);
        TensorPrimitives.Log10(values, values);
        TensorPrimitives.Multiply(values, 10f, values);
    }

    /// <summary>Raises what lies more than 80 dB below the largest value of all rows.</summary>
    /// <param name="rows">Rows of levels in dB.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="stride">Distance between rows.</param>
    /// <param name="length">Values of a row that count.</param>
    public static void LimitRange(Span<float> rows, int rowCount, int stride, int length)
    {
        var top = float.NegativeInfinity;
        for (var row = 0; row < rowCount; row++) top = Math.Max(top, TensorPrimitives.Max(rows.Slice(row * stride, length)));
        for (var row = 0; row < rowCount; row++)
        {
            var values = rows.Slice(row * stride, length);
            TensorPrimitives.Max(values, top - RangeDb, values);
        }
    }
}
