namespace Cluster.Grains.Shadows;

/// <summary>Holds work to a share of one core: says after each piece how long to pause. For one thread at a time.</summary>
/// <param name="share">In (0, 1]; 1 pauses never.</param>
/// <param name="burst">Work that may be done without a pause after a long rest.</param>
/// <param name="clock">Measures the time that passes.</param>
/// <remarks>
/// Work runs up a debt, and every second that passes, worked or not, takes <c>share</c> seconds from it; beyond the burst it has to shrink first. So within any time t at most
/// <c>share t + burst</c> is worked, and the last piece. Work is measured in time passed, which is at least its processor time: on a busy machine a shadow yields.
/// </remarks>
public sealed class CpuShare(double share, TimeSpan burst, TimeProvider clock)
{
    private TimeSpan debt;
    private long at = clock.GetTimestamp();

    /// <summary>Takes a piece of work that has just ended from the allowance.</summary>
    /// <returns>How long to pause before the next piece; zero for not at all.</returns>
    public TimeSpan Spend(TimeSpan worked)
    {
        var now = clock.GetTimestamp();
        debt -= clock.GetElapsedTime(at, now) * share;
        if (debt < TimeSpan.Zero) debt = TimeSpan.Zero;
        at = now;
        debt += worked;
        return debt <= burst || share >= 1 ? TimeSpan.Zero : (debt - burst) / share;
    }
}
