namespace Cluster.TestKit.Fuzzing;

/// <summary>Mutations that move whole <see cref="Pieces"/>.</summary>
internal static class PieceMutations
{
    /// <summary>Puts a piece in a second time, anywhere.</summary>
    public static byte[] Duplicate(byte[] bytes, byte[] other, Random random)
    {
        var pieces = Pieces.Of(bytes);
        pieces.Insert(random.Next(pieces.Count + 1), Any(pieces, random));
        return Join(bytes, pieces);
    }

    /// <summary>Leaves a piece out.</summary>
    public static byte[] Delete(byte[] bytes, byte[] other, Random random)
    {
        var pieces = Pieces.Of(bytes);
        pieces.RemoveAt(Index(pieces, random));
        return Join(bytes, pieces);
    }

    /// <summary>Exchanges two pieces.</summary>
    public static byte[] Swap(byte[] bytes, byte[] other, Random random)
    {
        var pieces = Pieces.Of(bytes);
        var (a, b) = (Index(pieces, random), Index(pieces, random));
        (pieces[a], pieces[b]) = (pieces[b], pieces[a]);
        return Join(bytes, pieces);
    }

    /// <summary>Makes a piece's size, or whatever stands in its first twelve bytes, extreme.</summary>
    public static byte[] ForgeSize(byte[] bytes, byte[] other, Random random)
    {
        var copy = (byte[])bytes.Clone();
        var piece = copy.AsSpan(Any(Pieces.Of(copy), random));
        if (piece.Length < 4) return copy;
        var at = Math.Min(2 * random.Next(5), piece.Length - 4);
        Mutations.WriteExtreme(piece.Slice(at, 4), random);
        return copy;
    }

    /// <summary>Puts a piece of another file in.</summary>
    public static byte[] Graft(byte[] bytes, byte[] other, Random random)
    {
        var pieces = Pieces.Of(bytes);
        var at = pieces[random.Next(pieces.Count)].Start.Value;
        return [.. bytes.AsSpan(0, at), .. other.AsSpan(Any(Pieces.Of(other), random)), .. bytes.AsSpan(at)];
    }

    // The first pieces are headers: half of all choices are among them.
    private static int Index(List<Range> pieces, Random random) => random.Next(random.Next(2) == 0 ? pieces.Count : Math.Min(pieces.Count, 4));

    private static Range Any(List<Range> pieces, Random random) => pieces[Index(pieces, random)];

    private static byte[] Join(byte[] bytes, List<Range> pieces)
    {
        using var joined = new MemoryStream();
        foreach (var piece in pieces) joined.Write(bytes.AsSpan(piece));
        return joined.ToArray();
    }
}
