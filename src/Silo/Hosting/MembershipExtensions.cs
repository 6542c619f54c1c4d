using Orleans.Configuration;

namespace Cluster.Silo.Hosting;

/// <summary>How fast a silo's death is noticed, and how patient silos are with each other.</summary>
internal static class MembershipExtensions
{
    /// <summary>Tunes membership so that calls succeed again within 5 seconds of a silo's sudden death.</summary>
    public static void ConfigureMembership(this ISiloBuilder silo) => silo.Configure<ClusterMembershipOptions>(membership =>
    {
        // Every silo probes its neighbours. One that misses three probes in a row, about a second apart, is suspected, and dead when two say so (one, where no second
        // silo is left to ask): about 3 seconds. A process that is gone refuses the connection, which counts at once. A busy one answers late: Orleans adapts each
        // time limit to how fast the neighbour answers, within these bounds, extends it while this silo itself is short of processor time, and takes any message
        // that came in for a sign of life, so a machine at full load is not taken for a dead one.
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.MinProbeTimeout = TimeSpan.FromSeconds(0.75);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(5);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;

        // A new silo wants an answer from every member before it joins, but not from one whose sign of life in the table is older than three of these periods: when all
        // silos were killed, their successors on other addresses wait this long and no longer.
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(3);
        membership.NumMissedTableIAmAliveLimit = 3;

        // The others would judge how long a new silo has been joining by the time that it has written, which is its own: one whose clock is an hour behind would be dead on
        // arrival. One that dies while it joins is in nobody's way, and its entry goes with the other old ones.
        membership.EvictWhenMaxJoinAttemptTimeExceeded = false;

        // A silo that is in nobody's list yet counts as long dead when it began, by its own clock, longer ago than this by ours: far above what clocks are wrong by.
        membership.SiloGenerationRetirementAge = TimeSpan.FromDays(1);

        // News of members travel from silo to silo; this is for news that were lost.
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
    });
}
