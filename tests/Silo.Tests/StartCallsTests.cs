using Cluster.Silo.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Silo.Tests;

public sealed class StartCallsTests
{
    private readonly FakeTimeProvider clock = new() { AutoAdvanceAmount = TimeSpan.Zero };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Make_WhileTheOldSilosAreStillListed_AsksUntilItIsAnswered()
    {
        var tries = 0;
        var made = new StartCalls(clock, NullLogger<StartCalls>.Instance).MakeAsync(
            _ => ++tries < 4 ? throw new SiloUnavailableException("dead") : Task.CompletedTask, Cancel);
        while (!made.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await made;
        Assert.Equal(4, tries);
    }

    [Fact]
    public async Task Make_NobodyEverAnswers_GivesUpWithTheReason()
    {
        var made = new StartCalls(clock, NullLogger<StartCalls>.Instance).MakeAsync(_ => throw new TimeoutException("nobody"), Cancel);
        while (!made.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("nobody", (await Assert.ThrowsAsync<TimeoutException>(() => made)).Message);
    }

    [Fact]
    public async Task Make_ABug_IsNotRepeated()
    {
        var tries = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => new StartCalls(clock, NullLogger<StartCalls>.Instance).MakeAsync(
            _ =>
            {
                tries++;
                throw new InvalidOperationException();
            },
            Cancel));
        Assert.Equal(1, tries);
    }
}
