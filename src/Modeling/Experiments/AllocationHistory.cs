namespace Cluster.Modeling.Experiments;

/// <summary>The allocations of an experiment, oldest first: what its arms should have got of the units that were exposed for the first time in each period.</summary>
/// <param name="periods">One allocation per period, 1 to <see cref="MaxPeriods"/>.</param>
/// <remarks>
/// <para>Each unit is counted once, when it is first exposed. So where shares change, the units that an arm still gets are not those of its share: whoever was in it before has been counted.
/// An arm that grew gets more new ones than one that was large before, and a test on the shares of now would find a mismatch where there is none.</para>
/// <para>What holds is this: of places of the hash range that were in the experiment in the very same periods, none is more likely than another to hold a unit that was not counted yet.
/// The set of these periods is the place's stratum, one bit each; within a period and a stratum the arms get what the lengths of their parts say.</para>
/// </remarks>
public sealed class AllocationHistory(IReadOnlyList<ArmAllocation> periods)
{
    /// <summary>Most periods: a stratum is a number of 64 bits.</summary>
    public const int MaxPeriods = 62;

    private readonly IReadOnlyList<ArmAllocation> periods = periods.Count is >= 1 and <= MaxPeriods
        ? periods
        : throw new ArgumentException($"An experiment has 1 to {MaxPeriods} periods, not {periods.Count}.", nameof(periods));

    /// <summary>The number of the period of now, from 0.</summary>
    public int Period => periods.Count - 1;

    /// <summary>The arm of now at a hash value; null outside the experiment.</summary>
    public string? ArmAt(uint hash) => periods[^1].ArmAt(hash);

    /// <summary>The stratum of now of a hash value.</summary>
    public long StratumAt(uint hash) => Stratum(Period, allocation => allocation.ArmAt(hash));

    /// <summary>What each arm had of a period's strata, as lengths of the hash range.</summary>
    /// <returns>For each period and stratum the arms that have a part of it.</returns>
    public IReadOnlyDictionary<(int Period, long Stratum), IReadOnlyDictionary<string, long>> Lengths()
    {
        var cuts = periods.SelectMany(Ends).Append(0).Distinct().Order().ToArray();
        var lengths = new Dictionary<(int, long), IReadOnlyDictionary<string, long>>();
        for (var period = 0; period < periods.Count; period++)
        {
            for (var i = 0; i + 1 < cuts.Length; i++)
            {
                var place = (uint)cuts[i];
                if (periods[period].ArmAt(place) is not { } arm) continue;
                var key = (period, Stratum(period, allocation => allocation.ArmAt(place)));
                if (!lengths.TryGetValue(key, out var arms)) lengths.Add(key, arms = new Dictionary<string, long>(StringComparer.Ordinal));
                var own = (Dictionary<string, long>)arms;
                own[arm] = own.GetValueOrDefault(arm) + cuts[i + 1] - cuts[i];
            }
        }

        return lengths;
    }

    private long Stratum(int period, Func<ArmAllocation, string?> armOf)
    {
        long stratum = 0;
        for (var i = 0; i <= period; i++)
        {
            if (armOf(periods[i]) is not null) stratum |= 1L << i;
        }

        return stratum;
    }

    private static IEnumerable<long> Ends(ArmAllocation allocation)
    {
        long end = 0;
        foreach (var segment in allocation.Segments) yield return end += segment.Length;
    }
}
