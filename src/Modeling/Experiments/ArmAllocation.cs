namespace Cluster.Modeling.Experiments;

/// <summary>Which part of the hash range belongs to which arm: any shares, and as little movement as possible when they change.</summary>
/// <remarks>
/// <para>The range of 2^32 hash values is cut into segments, one arm each. A change of shares takes from the ends of segments of arms that shrink and gives to arms
/// that grow, so that exactly the sum of the growths moves, which is the least possible: a canary that grows from 1 % to 10 % keeps everybody it has.</para>
/// <para>It has a history: an allocation that grew is not the one that is cut anew for the same shares. So the segments are kept with the experiment, and
/// <see cref="FromSegments"/> reads them.</para>
/// </remarks>
public sealed class ArmAllocation
{
    /// <summary>The number of hash values.</summary>
    public const long Range = 1L << 32;

    // Shares such as three times 1/3 add up to 1 but for rounding.
    private const double Tolerance = 1e-9;

    private ArmAllocation(IReadOnlyList<ArmSegment> segments) => Segments = segments;

    /// <summary>The segments from hash 0 upwards; together <see cref="Range"/>.</summary>
    public IReadOnlyList<ArmSegment> Segments { get; }

    /// <summary>Cuts the range for the first time.</summary>
    /// <exception cref="ArgumentException">An arm has no name or comes twice, a share is outside [0, 1], or all are more than 1.</exception>
    public static ArmAllocation Create(IReadOnlyList<ArmShare> shares) => new ArmAllocation([new ArmSegment(null, Range)]).WithShares(shares);

    /// <summary>Reads what <see cref="Segments"/> was.</summary>
    /// <exception cref="ArgumentException">The segments do not fill the range.</exception>
    public static ArmAllocation FromSegments(IReadOnlyList<ArmSegment> segments)
    {
        if (segments.Any(segment => segment.Length < 1) || segments.Sum(segment => segment.Length) != Range)
            throw new ArgumentException($"The segments must each be at least 1 long and {Range} together.", nameof(segments));
        return new ArmAllocation([.. segments]);
    }

    /// <summary>Changes the shares; arms that are not named any more lose all.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Create"/>.</exception>
    public ArmAllocation WithShares(IReadOnlyList<ArmShare> shares)
    {
        var wanted = Units(shares);
        var outside = Range - wanted.Sum(pair => pair.Units);

        // What each arm keeps of what it has, from its first segment on; the rest is free.
        var left = wanted.ToDictionary(pair => pair.Arm, pair => pair.Units, StringComparer.Ordinal);
        var leftOutside = outside;
        var cut = new List<(string? Arm, long Length, bool Free)>();
        foreach (var segment in Segments)
        {
            var may = segment.Arm is null ? leftOutside : left.GetValueOrDefault(segment.Arm);
            var kept = Math.Min(segment.Length, may);
            if (segment.Arm is null) leftOutside -= kept;
            else if (kept > 0) left[segment.Arm] -= kept;
            if (kept > 0) cut.Add((segment.Arm, kept, false));
            if (kept < segment.Length) cut.Add((null, segment.Length - kept, true));
        }

        var takers = wanted.Select(pair => ((string?)pair.Arm, left[pair.Arm])).Append((null, leftOutside)).ToArray();
        return new ArmAllocation(Fill(cut, takers));
    }

    /// <summary>The share of an arm, in [0, 1]; of null the share outside the experiment.</summary>
    public double ShareOf(string? arm) => (double)Segments.Where(segment => segment.Arm == arm).Sum(segment => segment.Length) / Range;

    /// <summary>The arm that a track or user belongs to.</summary>
    /// <param name="salt">The experiment's own salt: other salts assign independently.</param>
    /// <param name="key">The track or user.</param>
    /// <returns>Null outside the experiment.</returns>
    public string? ArmOf(string salt, string key) => ArmAt(StickyHash.Of(salt, key));

    /// <summary>The arm at a hash value.</summary>
    public string? ArmAt(uint hash)
    {
        long end = 0;
        foreach (var segment in Segments)
        {
            end += segment.Length;
            if (hash < end) return segment.Arm;
        }

        return null;
    }

    private static List<ArmSegment> Fill(List<(string? Arm, long Length, bool Free)> cut, (string? Arm, long Wants)[] takers)
    {
        var segments = new List<ArmSegment>();
        var next = 0;
        foreach (var (arm, length, free) in cut)
        {
            if (!free)
            {
                Append(segments, arm, length);
                continue;
            }

            for (var open = length; open > 0;)
            {
                var taken = Math.Min(open, takers[next].Wants);
                if (taken > 0) Append(segments, takers[next].Arm, taken);
                takers[next].Wants -= taken;
                open -= taken;
                if (takers[next].Wants == 0) next++;
            }
        }

        return segments;
    }

    private static void Append(List<ArmSegment> segments, string? arm, long length)
    {
        if (segments.Count > 0 && segments[^1].Arm == arm) segments[^1] = new ArmSegment(arm, segments[^1].Length + length);
        else segments.Add(new ArmSegment(arm, length));
    }

    /// <summary>Shares as whole hash values by largest remainders, so that all of the range is given away where the shares are all of it.</summary>
    private static (string Arm, long Units)[] Units(IReadOnlyList<ArmShare> shares)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var share in shares)
        {
            if (string.IsNullOrWhiteSpace(share.Arm)) throw new ArgumentException("An arm has no name.", nameof(shares));
            if (!names.Add(share.Arm)) throw new ArgumentException($"The arm '{share.Arm}' is there twice.", nameof(shares));
            if (!(share.Share is >= 0 and <= 1))
                throw new ArgumentException(FormattableString.Invariant($"The share of '{share.Arm}' is {share.Share}; it must be in [0, 1]."), nameof(shares));
        }

        var sum = shares.Sum(share => share.Share);
        if (sum > 1 + Tolerance) throw new ArgumentException(FormattableString.Invariant($"The shares add up to {sum:G6}, more than 1."), nameof(shares));
        var exact = shares.Select(share => share.Share / Math.Max(1, sum) * Range).ToArray();
        var units = exact.Select(value => (long)value).ToArray();
        var open = (sum > 1 - Tolerance ? Range : (long)Math.Round(exact.Sum())) - units.Sum();
        foreach (var i in Enumerable.Range(0, units.Length).OrderByDescending(i => exact[i] - units[i]).Take((int)open)) units[i]++;
        return [.. shares.Select((share, i) => (share.Arm, units[i]))];
    }
}
