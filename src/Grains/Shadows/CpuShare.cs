namespace Cluster.Grains.Shadows;

/// <summary>Holds work to a share of one core: says after each piece how long to pause. For one thread at a time.</summary>
/// <param name="share">In (0, 1]; 1 pauses never.</param>
/// <param name="burst">Work that may be done without a pause after a long rest.</param>
/// <param name="clock">Measures the time that passes.</param>
/// <remarks>
/// An allowance grows by <c>share</c> seconds a second, up to the burst, and work takes from it; below 0 it has to grow back first. So within any time t at most
/// <c>share t + burst</c> is worked, and the last piece. Work is measured in time passed, which is at least its processor time: on a busy machine a shadow yields.
/// </remarks>
public sealed class CpuShare(double share, TimeSpan burst, TimeProvider clock)
{
    private TimeSpan allowance = burst;
    private long at = clock.GetTimestamp();

    /// <summary>Takes a piece of work that has just ended from the allowance.</summary>
    /// <returns>How long to pause before the next piece; zero for not at all.</returns>
    public TimeSpan Spend(TimeSpan worked)
    {
        var now = clock.GetTimestamp();
        var grown = allowance + (clock.GetElapsedTime(at, now) * share);
        at = now;
        allowance = (grown < burst ? grown : burst) - worked;
        return allowance >= TimeSpan.Zero || share >= 1 ? TimeSpan.Zero : -allowance / share;
    }
}
