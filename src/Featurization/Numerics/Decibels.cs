using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Featurization.Numerics;

/// <summary>Levels in dB with a floor and a limited range.</summary>
/// <remarks><c>max(10 log10(max(1e-10, x)), max over all - 80)</c>; equals librosa <c>power_to_db</c> with its defaults.</remarks>
internal static class Decibels
{
    /// <summary>The least value that is told from nothing.</summary>
    public const float Floor = 1e-10f;

    /// <summary>The range below the loudest value in dB.</summary>
    public const float RangeDb = 80;

    private const float DbPerOctave = 3.0102999566f; // 10 log10(2)

    /// <summary>Turns rows of values into dB in place.</summary>
    /// <param name="rows">Row <c>r</c> at <c>[r * stride ...]</c>.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="stride">Distance between rows; a multiple of 16.</param>
    /// <param name="length">Values of a row that count; the others are converted too, but the loudest value is not looked for there.</param>
    /// <exception cref="ArgumentException">The rows are not all there, or the stride is no multiple of 16.</exception>
    public static void FromPower(Span<float> rows, int rowCount, int stride, int length)
    {
        if (rows.Length < rowCount * stride || stride % Lanes.Count != 0) throw new ArgumentException("The rows are not whole tiles.", nameof(rows));
        ref var x = ref MemoryMarshal.GetReference(rows);
        var floor = Vector512.Create(Floor);
        var highest = Vector512.Create(float.NegativeInfinity);
        var inLastTile = Vector512.LessThan(Vector512<float>.Indices, Vector512.Create((float)((length - 1) % Lanes.Count + 1)));
        for (var row = 0; row < rowCount; row++)
        {
            for (var t = 0; t < stride; t += Lanes.Count)
            {
                var at = (nuint)(row * stride + t);
                var level = Vector512.Log2(Vector512.Max(Vector512.LoadUnsafe(ref x, at), floor)) * DbPerOctave;
                level.StoreUnsafe(ref x, at);
                if (t + Lanes.Count > length) level = Vector512.ConditionalSelect(inLastTile, level, highest);
                highest = Vector512.Max(highest, level);
            }
        }

        RaiseTo(rows[..(rowCount * stride)], LargestOf(highest) - RangeDb);
    }

    private static float LargestOf(Vector512<float> values)
    {
        var largest = values[0];
        for (var lane = 1; lane < Lanes.Count; lane++) largest = Math.Max(largest, values[lane]);
        return largest;
    }

    private static void RaiseTo(Span<float> values, float least)
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        for (nuint i = 0; i < (nuint)values.Length; i += Lanes.Count)
            Vector512.Max(Vector512.LoadUnsafe(ref x, i), Vector512.Create(least)).StoreUnsafe(ref x, i);
    }
}
