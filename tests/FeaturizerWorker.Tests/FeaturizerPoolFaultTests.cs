using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Predictions;

namespace Cluster.FeaturizerWorker.Tests;

public sealed class FeaturizerPoolFaultTests
{
    private static readonly FeaturizeRequest AnyFile = new("/music/any.wav", ClipPlan.Default);
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pool_ChildCrashesOnce_RetriesOnAFreshChild()
    {
        using var child = FakeChild.That("""[ -e "$dir/crashed" ] && answer || { : > "$dir/crashed"; kill -9 $$; }""");
        await using var pool = await StartAsync(child.Options);

        var result = await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled);

        Assert.Null(result.Failure);
        Assert.Equal([1f, float.NaN], result.Clips.Single().Values);
        Assert.Equal(1, pool.Statistics.Restarts);
    }

    [Fact]
    public async Task Pool_FileThatAlwaysCrashes_CostsThatFileOnly()
    {
        using var child = FakeChild.That("""case $path in *bad*) kill -SEGV $$;; *) answer;; esac""");
        await using var pool = await StartAsync(child.Options);

        var bad = await pool.FeaturizeAsync(AnyFile with { Path = "/music/bad.mp3" }, FeaturizeLane.Bulk, Cancelled);
        var good = await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(FailureKind.DecoderFault, bad.Failure?.Kind);
        Assert.Contains("crashed", bad.Failure?.Message);
        Assert.Null(good.Failure);
        Assert.Equal(2, pool.Statistics.Restarts);
        Assert.Equal(2, pool.Statistics.Files);
        Assert.Equal(1, pool.Statistics.Clips);
    }

    [Fact]
    public async Task Pool_CrashInTheMiddleOfALine_IsACrash()
    {
        using var child = FakeChild.That("""printf '{"type":"clip","id":%s,"ind' "$id"; exit 3""");
        await using var pool = await StartAsync(child.Options);

        var result = await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled);

        Assert.Contains("crashed", result.Failure?.Message);
    }

    [Fact]
    public async Task Pool_ChildWithoutProgress_IsKilledAndTheFileAnsweredAsAFault()
    {
        using var child = FakeChild.That("""case $path in *bad*) exec sleep 1000;; *) answer;; esac""");
        await using var pool = await StartAsync(child.Options with
        {
            ProgressTimeLimit = TimeSpan.FromMilliseconds(300),
            WatchInterval = TimeSpan.FromMilliseconds(20),
        });

        var bad = await pool.FeaturizeAsync(AnyFile with { Path = "/music/bad.mp3" }, FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(FailureKind.DecoderFault, bad.Failure?.Kind);
        Assert.Contains("no progress for 0.3 s", bad.Failure?.Message);
    }

    [Fact]
    public async Task Pool_ChildThatOutgrowsItsMemory_IsKilledAndTheFileAnsweredAsAFault()
    {
        // 128 MiB of text in a variable, kept while the child waits for a line that never comes.
        using var child = FakeChild.That("""x=12345678; while [ ${#x} -lt 134217728 ]; do x=$x$x; done; read -r never""");
        await using var pool = await StartAsync(child.Options with { MemoryLimitBytes = 64L << 20, WatchInterval = TimeSpan.FromMilliseconds(20) });

        var result = await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(FailureKind.DecoderFault, result.Failure?.Kind);
        Assert.Contains("64 MiB", result.Failure?.Message);
    }

    [Fact]
    public async Task Pool_ChildThatRanOutOfMemory_IsNamedSo()
    {
        using var child = FakeChild.That("exit 12");
        await using var pool = await StartAsync(child.Options);

        var result = await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled);

        Assert.Contains("768 MiB", result.Failure?.Message);
        Assert.Equal(new ChildLosses { TooLarge = 2 }, pool.Statistics.Losses);
    }

    [Fact]
    public async Task Pool_ChildThatNeverComesToAnEnd_IsKilledAndTheFileNotTriedAgain()
    {
        using var child = FakeChild.That(
            """case $path in *bad*) while :; do printf '{"type":"progress","id":%s}\n' "$id"; done;; *) answer;; esac""");
        await using var pool = await StartAsync(child.Options with
        {
            FileTimeLimit = TimeSpan.FromMilliseconds(300),
            WatchInterval = TimeSpan.FromMilliseconds(20),
        });

        var bad = await pool.FeaturizeAsync(AnyFile with { Path = "/music/bad.mp3" }, FeaturizeLane.Bulk, Cancelled);
        var good = await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(FailureKind.DecoderFault, bad.Failure?.Kind);
        Assert.Contains("within 0.3 s", bad.Failure?.Message);
        Assert.Equal(new ChildLosses { Overdue = 1 }, pool.Statistics.Losses);
        Assert.Null(good.Failure);
    }

    [Fact]
    public async Task Pool_ChildThatLostItsPipeAndNotItsLife_IsKilled()
    {
        using var child = FakeChild.That("""case $path in *bad*) exec sleep 1000 >&-;; *) answer;; esac""");
        await using var pool = await StartAsync(child.Options with { StopTimeLimit = TimeSpan.FromMilliseconds(50) });

        var bad = await pool.FeaturizeAsync(AnyFile with { Path = "/music/bad.mp3" }, FeaturizeLane.Bulk, Cancelled);
        var good = await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(FailureKind.DecoderFault, bad.Failure?.Kind);
        Assert.Equal(2, pool.Statistics.Restarts);
        Assert.Null(good.Failure);
    }

    [Fact]
    public async Task Pool_ChildThatSendsMoreClipsThanItMay_IsKilled()
    {
        using var child = FakeChild.That(
            """
            printf '{"type":"clip","id":%s,"index":0,"startS":0,"durationS":30,"vector":"AACAPw=="}\n' "$id"
            printf '{"type":"clip","id":%s,"index":1,"startS":30,"durationS":30,"vector":"AACAPw=="}\n' "$id"
            """);
        await using var pool = await StartAsync(child.Options with { ClipsPerFile = 1 });

        var result = await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled);

        Assert.Contains("nonsense", result.Failure?.Message);
        Assert.Equal(new ChildLosses { Garbled = 2 }, pool.Statistics.Losses);
    }

    [Theory]
    [InlineData("echo 'ALSA lib: what?'")]
    [InlineData("echo '{}'")]
    [InlineData("echo 'null'")]
    [InlineData("""printf '{"type":"progress","id":77}\n'""")]
    [InlineData("""printf '{"type":"clip","id":%s,"index":5,"startS":0,"durationS":30,"vector":"AACAPw=="}\n' "$id" """)]
    [InlineData("""printf '{"type":"clip","id":%s,"index":0,"startS":0,"durationS":30,"vector":"AACA"}\n' "$id" """)]
    [InlineData("exec cat /dev/zero")]
    public async Task Pool_ChildThatTalksNonsense_IsKilledAndTheFileAnsweredAsAFault(string nonsense)
    {
        using var child = FakeChild.That(nonsense);
        await using var pool = await StartAsync(child.Options);

        var result = await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(FailureKind.DecoderFault, result.Failure?.Kind);
        Assert.Contains("nonsense", result.Failure?.Message);
    }

    [Fact]
    public async Task Pool_ChildThatDiedWhileIdle_CostsTheNextFileNothing()
    {
        using var child = FakeChild.That("""answer; exit 0""");
        await using var pool = await StartAsync(child.Options);

        for (var file = 0; file < 3; file++)
        {
            Assert.Null((await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled)).Failure);
        }
    }

    [Fact]
    public async Task Pool_FaultInsideTheChild_ReplacesItWithoutASecondTry()
    {
        using var child = FakeChild.That(
            """
            echo x >> "$dir/tries"
            case $path in *bad*) printf '{"type":"failed","id":%s,"kind":"Fault","message":"It broke.","cpuSeconds":1}\n' "$id"; exit 1;; *) answer;; esac
            """);
        await using var pool = await StartAsync(child.Options);

        var bad = await pool.FeaturizeAsync(AnyFile with { Path = "/music/bad.mp3" }, FeaturizeLane.Bulk, Cancelled);
        var good = await pool.FeaturizeAsync(AnyFile, FeaturizeLane.Bulk, Cancelled);

        Assert.Equal(new AnalysisFailure(FailureKind.DecoderFault, "It broke."), bad.Failure);
        Assert.Null(good.Failure);
        Assert.Equal(2, File.ReadAllLines(child.PathOf("tries")).Length);
    }

    private static async Task<FeaturizerPool> StartAsync(FeaturizerPoolOptions options)
    {
        var pool = new FeaturizerPool(options);
        await pool.StartAsync(Cancelled);
        return pool;
    }
}
