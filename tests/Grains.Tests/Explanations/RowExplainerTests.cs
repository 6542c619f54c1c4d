using Cluster.Abstractions.Explanations;
using Cluster.Catalog.Models;
using Cluster.Grains.Explanations;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Grains.Tests.Explanations;

/// <summary>The bounds of what explanations may cost.</summary>
public sealed class RowExplainerTests : IDisposable
{
    private readonly ExplainingOptions options = new() { Workers = 1, QueueLength = 1, Models = 1 };
    private readonly FakeTimeProvider clock = new();
    private readonly OneArtefact store = new(SmallModels.First.Pack());
    private readonly ExplanationPool pool;
    private readonly RowExplainer explainer;

    public RowExplainerTests()
    {
        pool = new ExplanationPool(options);
        explainer = new RowExplainer(store, new ModelExplainers(new FakeServingModels(null), options), pool, options, clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => pool.Dispose();

    [Fact]
    public async Task Explain_QueueIsFull_IsBusyAndLaterDone()
    {
        using var gate = new ManualResetEventSlim();
        Task[] held = [pool.TryRun(_ => Wait(gate), Cancel)!, pool.TryRun(_ => Wait(gate), Cancel)!];
        var busy = await ExplainAsync(SmallModels.First.Version);
        Assert.Equal((ExplainStatus.Busy, null), (busy.Status, busy.Explanation));
        Assert.Contains("try again", busy.Reason, StringComparison.Ordinal);
        gate.Set();
        await Task.WhenAll(held);
        RowExplanation later;
        while ((later = await ExplainAsync(SmallModels.First.Version)).Status == ExplainStatus.Busy) await Task.Yield();
        Assert.Equal(ExplainStatus.Explained, later.Status);
    }

    [Fact]
    public async Task Explain_PastTheTimeLimit_IsGivenUp()
    {
        using var gate = new ManualResetEventSlim();
        var held = pool.TryRun(_ => Wait(gate), Cancel)!;
        var waiting = ExplainAsync(SmallModels.First.Version);
        clock.Advance(options.TimeLimit);
        var outcome = await waiting;
        Assert.Equal(ExplainStatus.TimedOut, outcome.Status);
        Assert.Contains("10 s", outcome.Reason, StringComparison.Ordinal);
        gate.Set();
        await held;
    }

    [Fact]
    public async Task Explain_ByACallerWhoLeaves_IsCancelled()
    {
        using var gate = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var held = pool.TryRun(_ => Wait(gate), Cancel)!;
        var waiting = explainer.ExplainAsync(SmallModels.First.Version, [1, 2, 3, 4], ExplanationMethod.Shap, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Set();
        await held;
    }

    [Fact]
    public async Task Explain_ModelThatIsReady_IsNotReadAgainUntilAnotherTookItsPlace()
    {
        await ExplainAsync(SmallModels.First.Version);
        await ExplainAsync(SmallModels.First.Version);
        Assert.Equal(1, store.Reads);
        await ExplainAsync("another name of it");
        await ExplainAsync(SmallModels.First.Version);
        Assert.Equal(3, store.Reads);
    }

    [Fact]
    public async Task Explain_DamagedArtefact_SaysWhy()
    {
        store.Archive = [1, 2, 3];
        var outcome = await ExplainAsync(SmallModels.First.Version);
        Assert.Equal(ExplainStatus.ModelNotLoadable, outcome.Status);
        Assert.Contains(SmallModels.First.Version, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreNamed()
    {
        Assert.Empty(new ExplainingOptions().Validate());
        var wrong = new ExplainingOptions { Workers = 0, QueueLength = -1, TimeLimit = TimeSpan.Zero, BackgroundRows = 257, Models = 0, ClipsPerPrediction = 101 };
        Assert.Equal(
            ["Workers", "QueueLength", "TimeLimit", "BackgroundRows", "Models", "ClipsPerPrediction"], wrong.Validate().Select(problem => problem.Split(' ')[0]["Explanations:".Length..]));
    }

    private static int Wait(ManualResetEventSlim gate)
    {
        gate.Wait(Cancel);
        return 0;
    }

    private Task<RowExplanation> ExplainAsync(string version) => explainer.ExplainAsync(version, [1, 2, 3, 4], ExplanationMethod.Shap, Cancel);

    /// <summary>One artefact under every name.</summary>
    private sealed class OneArtefact(byte[] archive) : IModelArtefactStore
    {
        public byte[] Archive { get; set; } = archive;

        public int Reads { get; private set; }

        public Task PutAsync(string version, ReadOnlyMemory<byte> archive, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<byte[]?> GetAsync(string version, CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult<byte[]?>(Archive);
        }
    }
}
