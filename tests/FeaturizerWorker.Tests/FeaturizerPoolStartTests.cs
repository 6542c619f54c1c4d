using Cluster.Abstractions.Clips;

namespace Cluster.FeaturizerWorker.Tests;

public sealed class FeaturizerPoolStartTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("schema=another", "schema 'another'")]
    [InlineData("""echo '{"type":"ready","protocol":1,"schema":"x"}'; exit 0""", "protocol 1")]
    [InlineData("""echo '{"type":"progress","id":1}'; exit 0""", "hand-shake")]
    [InlineData("exit 1", "lost while it started")]
    public async Task Start_ChildOfAnotherKind_IsRefused(string start, string reason)
    {
        using var child = FakeChild.That("answer", start);
        await using var pool = new FeaturizerPool(child.Options);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.StartAsync(Cancelled));

        Assert.Contains(reason, refused.Message);
    }

    [Fact]
    public async Task Start_ProgramThatIsNotThere_IsRefused()
    {
        await using var pool = new FeaturizerPool(new FeaturizerPoolOptions { Command = new FeaturizerCommand("/no/such/program", []) });

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.StartAsync(Cancelled));

        Assert.Contains("/no/such/program", refused.Message);
    }

    [Fact]
    public async Task Start_ChildThatNeverGetsReady_IsKilledAndRefused()
    {
        using var child = FakeChild.That("answer", "exec sleep 1000");
        await using var pool = new FeaturizerPool(child.Options with
        {
            StartTimeLimit = TimeSpan.FromMilliseconds(200),
            WatchInterval = TimeSpan.FromMilliseconds(20),
        });

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.StartAsync(Cancelled));

        Assert.Contains("Hung", refused.Message);
    }

    [Fact]
    public async Task Start_Twice_IsRefused()
    {
        using var child = FakeChild.That("answer");
        await using var pool = new FeaturizerPool(child.Options);
        await pool.StartAsync(Cancelled);

        await Assert.ThrowsAsync<InvalidOperationException>(() => pool.StartAsync(Cancelled));
    }

    [Fact]
    public async Task Child_Environment_HoldsNoneOfTheParentsSecrets()
    {
        using var child = FakeChild.That("answer", """env > "$dir/env" """);
        Environment.SetEnvironmentVariable("ConnectionStrings__Catalog", "Password=secret");
        await using (var pool = new FeaturizerPool(child.Options))
        {
            await pool.StartAsync(Cancelled);
        }

        var environment = await File.ReadAllTextAsync(child.PathOf("env"), Cancelled);
        Assert.DoesNotContain("secret", environment);
        Assert.Contains("DOTNET_GCHeapHardLimit=", environment);
    }

    [Theory]
    [InlineData(0, 1, 64, 1)]
    [InlineData(1, -1, 64, 1)]
    [InlineData(1, 0, 0, 1)]
    [InlineData(1, 0, 64, 0)]
    public void Options_OutOfRange_AreRefused(int workers, int interactive, int queue, int files)
    {
        var options = new FeaturizerPoolOptions
        {
            Workers = workers,
            InteractiveWorkers = interactive,
            InteractiveQueueLimit = queue,
            FilesPerChild = files,
        };

        Assert.Throws<ArgumentOutOfRangeException>(() => new FeaturizerPool(options));
    }

    [Theory]
    [InlineData("relative.wav", 0, 1, 30)]
    [InlineData("/a.wav", -1, 1, 30)]
    [InlineData("/a.wav", double.NaN, 1, 30)]
    [InlineData("/a.wav", 0, 0, 30)]
    [InlineData("/a.wav", 0, double.NaN, 30)]
    [InlineData("/a.wav", 0, 1, 0)]
    public async Task Featurize_SenselessRequest_IsAnsweredAsABadRequest(string path, double start, double duration, double length)
    {
        await using var pool = new FeaturizerPool();

        var result = await pool.FeaturizeAsync(new FeaturizeRequest(path, new ClipPlan(length), start, duration), FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(Abstractions.Predictions.FailureKind.BadRequest, result.Failure?.Kind);
    }
}
