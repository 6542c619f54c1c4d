namespace Cluster.Abstractions.Tracks;

/// <summary>How far behind the catalogue a look-up may be, and how much of it each place on its way takes.</summary>
public static class LookupFreshness
{
    /// <summary>What is promised: a look-up that begins this long after a commit or a promotion shows it, on every silo and gateway.</summary>
    public static readonly TimeSpan Promise = TimeSpan.FromSeconds(1);

    /// <summary>How long a track's grain answers from memory before it asks for the row's version again.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a gateway sends the same answer again, counted from when it asked the grain.</summary>
    public static readonly TimeSpan Gateway = TimeSpan.FromMilliseconds(500);
}
