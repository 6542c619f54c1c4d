namespace Cluster.Catalog.Sql.Drifts;

/// <summary>Counts as bytes: each in 7-bit groups, the lowest first, so that the many small ones are small.</summary>
internal static class WholeNumbers
{
    public static byte[] Write(IReadOnlyList<long> numbers)
    {
        using var bytes = new MemoryStream(numbers.Count * 2);
        using var writer = new BinaryWriter(bytes);
        foreach (var number in numbers) writer.Write7BitEncodedInt64(number);
        writer.Flush();
        return bytes.ToArray();
    }

    public static long[] Read(byte[] bytes)
    {
        var numbers = new List<long>(bytes.Length);
        using var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream);
        while (stream.Position < stream.Length) numbers.Add(reader.Read7BitEncodedInt64());
        return [.. numbers];
    }

    /// <summary>Adds place by place.</summary>
    /// <exception cref="OverflowException">A sum is too great for a whole number of 64 bits.</exception>
    public static void AddTo(long[] sum, IReadOnlyList<long> more)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] = checked(sum[i] + more[i]);
    }
}
