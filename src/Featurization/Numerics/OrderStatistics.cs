using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cluster.Featurization.Numerics;

/// <summary>Finds the values of given ranks without sorting: bit by bit, by counting how many values lie below.</summary>
/// <remarks>Counting reads in order and guesses no branch, which for some thousand values is ten times as fast as sorting them.</remarks>
internal static class OrderStatistics
{
    private const uint SignBit = 0x8000_0000;

    /// <summary>Ints that <see cref="ToKeys"/> fills for a count of values.</summary>
    public static int KeyCount(int valueCount) => Lanes.PaddedFrames(valueCount);

    /// <summary>Turns values into ints that are ordered as they are.</summary>
    /// <param name="values">None of them NaN.</param>
    /// <param name="keys">Receives the keys; <see cref="KeyCount"/> of the values long.</param>
    public static void ToKeys(ReadOnlySpan<float> values, Span<int> keys)
    {
        // Negative floats are ordered against their bits.
        var bits = MemoryMarshal.Cast<float, int>(values);
        ref var x = ref MemoryMarshal.GetReference(bits);
        ref var y = ref MemoryMarshal.GetReference(keys);
        var i = 0;
        for (; i + Lanes.Count <= bits.Length; i += Lanes.Count)
        {
            var value = Vector512.LoadUnsafe(ref x, (nuint)i);
            (value ^ ((value >> 31) & Vector512.Create(int.MaxValue))).StoreUnsafe(ref y, (nuint)i);
        }

        for (; i < bits.Length; i++) keys[i] = bits[i] ^ ((bits[i] >> 31) & int.MaxValue);
        keys[i..].Fill(int.MaxValue); // above every number
    }

    /// <summary>Finds the values of two ranks, and those next to them.</summary>
    /// <param name="keys">What <see cref="ToKeys"/> gave.</param>
    /// <param name="count">How many values there are.</param>
    /// <param name="low">A rank from 0.</param>
    /// <param name="high">Another rank.</param>
    /// <returns>The value of each rank and that of the rank after it, or the same one after the last.</returns>
    public static (float Low, float LowNext, float High, float HighNext) Select(ReadOnlySpan<int> keys, int count, int low, int high)
    {
        var (least, most) = Range(keys[..count]);
        var bit = 31 - BitOperations.LeadingZeroCount(least ^ most);
        var common = bit < 0 ? least : least >> bit >> 1 << bit << 1; // in two steps, for a shift by 32 is none
        var (a, b) = (common, common);
        for (; bit >= 0; bit--)
        {
            var (nextA, nextB) = (a | 1u << bit, b | 1u << bit);
            var (belowA, belowB) = CountBelow(keys, Signed(nextA), Signed(nextB));
            if (belowA <= low) a = nextA;
            if (belowB <= high) b = nextB;
        }

        return (ToFloat(Signed(a)), Next(keys, Signed(a), low, count), ToFloat(Signed(b)), Next(keys, Signed(b), high, count));
    }

    private static int Signed(uint key) => (int)(key ^ SignBit);

    private static float ToFloat(int key) => BitConverter.Int32BitsToSingle(key ^ ((key >> 31) & int.MaxValue));

    private static (uint Least, uint Most) Range(ReadOnlySpan<int> keys)
    {
        var (least, most) = (int.MaxValue, int.MinValue);
        ref var x = ref MemoryMarshal.GetReference(keys);
        var i = 0;
        if (keys.Length >= Lanes.Count)
        {
            var (low, high) = (Vector512.Create(int.MaxValue), Vector512.Create(int.MinValue));
            for (; i + Lanes.Count <= keys.Length; i += Lanes.Count)
            {
                var value = Vector512.LoadUnsafe(ref x, (nuint)i);
                (low, high) = (Vector512.Min(low, value), Vector512.Max(high, value));
            }

            for (var lane = 0; lane < Lanes.Count; lane++) (least, most) = (Math.Min(least, low[lane]), Math.Max(most, high[lane]));
        }

        for (; i < keys.Length; i++) (least, most) = (Math.Min(least, keys[i]), Math.Max(most, keys[i]));
        return ((uint)least ^ SignBit, (uint)most ^ SignBit);
    }

    private static (int A, int B) CountBelow(ReadOnlySpan<int> keys, int a, int b)
    {
        ref var x = ref MemoryMarshal.GetReference(keys);
        var (limitA, limitB) = (Vector512.Create(a), Vector512.Create(b));
        var (countA, countB) = (Vector512<int>.Zero, Vector512<int>.Zero);
        for (nuint i = 0; i < (nuint)keys.Length; i += Lanes.Count)
        {
            // True is -1.
            var value = Vector512.LoadUnsafe(ref x, i);
            countA -= Vector512.LessThan(value, limitA);
            countB -= Vector512.LessThan(value, limitB);
        }

        return (Vector512.Sum(countA), Vector512.Sum(countB));
    }

    /// <summary>The value of the rank after one whose key is known.</summary>
    private static float Next(ReadOnlySpan<int> keys, int key, int rank, int count)
    {
        if (rank + 1 >= count) return ToFloat(key);
        ref var x = ref MemoryMarshal.GetReference(keys);
        var limit = Vector512.Create(key);
        var upTo = Vector512<int>.Zero;
        var next = Vector512.Create(int.MaxValue);
        for (nuint i = 0; i < (nuint)keys.Length; i += Lanes.Count)
        {
            var value = Vector512.LoadUnsafe(ref x, i);
            var isAbove = Vector512.GreaterThan(value, limit);
            upTo -= ~isAbove;
            next = Vector512.Min(next, Vector512.ConditionalSelect(isAbove, value, next));
        }

        if (Vector512.Sum(upTo) > rank + 1) return ToFloat(key); // it stands there more than once
        var least = int.MaxValue;
        for (var lane = 0; lane < Lanes.Count; lane++) least = Math.Min(least, next[lane]);
        return ToFloat(least);
    }
}
