using Cluster.Abstractions.Tracks;
using Cluster.Gateway.Hosting;
using Cluster.Gateway.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Gateway.Tests;

public sealed class RepeatReadsTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task Read_WhoseSiloDies_IsAskedAgainUntilItIsAnswered()
    {
        Exception[] deaths = [new TimeoutException(), new SiloUnavailableException("dead"), new TimeoutException()];
        var (failure, tries) = await InvokeAsync(nameof(ITrackGrain.LookUpAsync), attempt => attempt <= deaths.Length ? deaths[attempt - 1] : null);
        Assert.Null(failure);
        Assert.Equal(deaths.Length + 1, tries);
    }

    [Fact]
    public async Task Read_WhenNobodyEverAnswers_FailsAfterItsPatience()
    {
        var start = clock.GetUtcNow();
        var (failure, tries) = await InvokeAsync(nameof(ITrackGrain.GetAsync), _ => new SiloUnavailableException("dead"));
        Assert.True(failure is SiloUnavailableException or null, "What comes last is thrown or handed over, as Orleans did it.");
        Assert.InRange(clock.GetUtcNow() - start, RepeatReads.Patience, RepeatReads.Patience * 2);
        Assert.InRange(tries, 10, 100);
    }

    [Theory]
    [InlineData(nameof(ITrackGrain.RegisterAsync))]
    [InlineData(nameof(ITrackGrain.TagAsync))]
    public async Task Command_IsNeverRepeatedUnseen(string method)
    {
        var (failure, tries) = await InvokeAsync(method, _ => new SiloUnavailableException("dead"));
        Assert.IsType<SiloUnavailableException>(failure);
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task Read_ThatFailsForAnotherReason_IsNotRepeated()
    {
        var (failure, tries) = await InvokeAsync(nameof(ITrackGrain.GetAsync), _ => new InvalidOperationException("a bug"));
        Assert.IsType<InvalidOperationException>(failure);
        Assert.Equal(1, tries);
    }

    // Time passes only while the filter pauses.
    private async Task<(Exception? Failure, int Tries)> InvokeAsync(string method, Func<int, Exception?> outcome)
    {
        var (context, call) = FakeCall.Of(typeof(ITrackGrain).GetMethod(method)!, outcome);
        var invoked = new RepeatReads(clock, NullLogger<RepeatReads>.Instance).Invoke(context);
        while (!invoked.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return (await Record.ExceptionAsync(() => invoked), call.Tries);
    }
}
