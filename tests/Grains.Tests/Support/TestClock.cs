using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Support;

/// <summary>The clock of a test cluster: the time stands still until the test moves it, while timers run as ever, so that Orleans itself lives on.</summary>
internal sealed class TestClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime, period);
}
