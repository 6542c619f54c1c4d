using System.Collections.Concurrent;
using System.Reflection;
using Cluster.Abstractions;

namespace Cluster.Gateway.Hosting;

/// <summary>Asks again when a silo died or left with a question: for calls that only read (<see cref="RepeatableAttribute"/>), so that nobody notices a silo's restart.</summary>
internal sealed partial class RepeatReads(TimeProvider clock, ILogger<RepeatReads> log) : IOutgoingGrainCallFilter
{
    /// <summary>No try begins later than this after the first one. A death is noticed in about 3 seconds, and a new place for the grain found soon after.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<MethodInfo, bool> known = new();

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (!IsRepeatable(context.InterfaceMethod))
        {
            await context.Invoke();
            return;
        }

        var start = clock.GetTimestamp();
        var cancellationToken = context.Request.GetCancellationToken();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            Exception? failure;
            try
            {
                await context.Invoke();
                failure = context.Response?.Exception;
                if (failure is null || !IsAway(failure) || IsOver(start)) return;
            }
            catch (Exception error) when (IsAway(error) && !IsOver(start))
            {
                failure = error;
            }

            LogRepeats(context.InterfaceName, context.MethodName, failure.GetType().Name);
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private static bool IsAway(Exception error) => error is TimeoutException or OrleansMessageRejectionException or SiloUnavailableException;

    private bool IsOver(long start) => clock.GetElapsedTime(start) > Patience;

    private bool IsRepeatable(MethodInfo? method) => method is not null && known.GetOrAdd(method, key => key.IsDefined(typeof(RepeatableAttribute), false));

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Interface}.{Method} is asked again ({Reason})")]
    private partial void LogRepeats(string @interface, string method, string reason);
}
