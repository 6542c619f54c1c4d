using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Tests.Support;
using Cluster.Catalog.Trainings;

namespace Cluster.Catalog.Tests.Compliance;

/// <summary>What every store of trainings keeps to.</summary>
public abstract class TrainingStoreCompliance(CatalogFixture fixture) : CatalogCompliance(fixture)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private ITrainingStore Store => Catalog.Trainings;

    [Fact]
    public async Task Add_OneAtATime_TheOthersMeetTheOneUnderWay()
    {
        var wished = Wished("1");
        Assert.Equal(wished, await Store.AddAsync(wished, Token));
        Assert.Equal(wished, await OpenAnother().Trainings.AddAsync(Wished("1") with { Reason = "again" }, Token));
        Assert.Equal("1", (await OpenAnother().Trainings.AddAsync(Wished("2"), Token)).Id);
        Assert.Null(await Store.FindAsync("2", Token));
        var lease = (await Store.ClaimAsync("w", Lease, 3, Token))!;
        Assert.True(await Store.FinishAsync(lease, lease.Training with { State = TrainingState.Refused, Problem = "too few" }, Token));
        Assert.Equal("2", (await Store.AddAsync(Wished("2"), Token)).Id);
        Assert.Equal((TrainingState.Refused, "too few", Clock.GetUtcNow()), await StateAsync("1"));
        Assert.Equal(["2", "1"], (await Store.ListAsync(null, 10, Token)).Items.Select(training => training.Id));
        var page = await Store.ListAsync(null, 1, Token);
        Assert.Equal("1", Assert.Single((await Store.ListAsync(page.NextCursor, 1, Token)).Items).Id);
    }

    [Fact]
    public async Task Claim_BySeveralAtOnce_IsGivenToOne()
    {
        await Store.AddAsync(Wished("1"), Token);
        var other = OpenAnother().Trainings;
        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? Store : other).ClaimAsync($"w{i}", Lease, 3, Token)));
        Assert.Single(leases, lease => lease is not null);
    }

    [Fact]
    public async Task Claim_HolderFellSilent_IsTakenOverAndTheOldLeaseIsWorthNothing()
    {
        await Store.AddAsync(Wished("1"), Token);
        var first = (await Store.ClaimAsync("w1", Lease, 3, Token))!;
        Clock.Advance(Lease / 2);
        Assert.True(await Store.RenewAsync(first, Token));
        Clock.Advance(Lease / 2);
        Assert.Null(await OpenAnother().Trainings.ClaimAsync("w2", Lease, 3, Token));
        Clock.Advance(Lease / 2);
        var second = (await OpenAnother().Trainings.ClaimAsync("w2", Lease, 3, Token))!;
        Assert.Equal((2, "w2", TrainingState.Running), (second.Training.Attempts, second.Training.Worker, second.Training.State));
        Assert.False(await Store.RenewAsync(first, Token));
        Assert.False(await Store.FinishAsync(first, first.Training with { State = TrainingState.Failed }, Token));
        await Store.ReleaseAsync(first, Token);
        var done = second.Training with { State = TrainingState.Succeeded, ModelVersion = "lr-2", Labels = 40, Rows = 120, Accuracy = 0.8, MacroF1 = 0.79, Problem = "note" };
        Assert.True(await Store.FinishAsync(second, done, Token));
        Assert.False(await Store.FinishAsync(second, done with { State = TrainingState.Failed }, Token));
        Assert.Equal(done with { FinishedAt = Clock.GetUtcNow() }, await Store.FindAsync("1", Token));
    }

    [Fact]
    public async Task Claim_TakenTooOften_Fails()
    {
        await Store.AddAsync(Wished("1"), Token);
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(await Store.ClaimAsync("w", Lease, 3, Token));
            Clock.Advance(Lease);
        }

        Assert.Null(await Store.ClaimAsync("w", Lease, 3, Token));
        Assert.Equal(TrainingState.Failed, (await StateAsync("1")).State);
        Assert.Equal("2", (await Store.AddAsync(Wished("2"), Token)).Id);
    }

    [Fact]
    public async Task Release_ByItsHolder_LetsAnotherTakeItAtOnceAsItsFirst()
    {
        await Store.AddAsync(Wished("1"), Token);
        await Store.ReleaseAsync((await Store.ClaimAsync("w1", Lease, 3, Token))!, Token);
        Assert.Equal(TrainingState.Queued, (await StateAsync("1")).State);
        Assert.Equal(1, (await Store.ClaimAsync("w2", Lease, 3, Token))!.Training.Attempts);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.FinishAsync(new TrainingLease(Wished("1"), 2, Lease), Wished("1"), Token));
    }

    private async Task<(TrainingState State, string? Problem, DateTimeOffset? FinishedAt)> StateAsync(string id)
    {
        var training = (await Store.FindAsync(id, Token))!;
        return (training.State, training.Problem, training.FinishedAt);
    }

    private Training Wished(string id) => new()
    {
        Id = id,
        State = TrainingState.Queued,
        Trigger = TrainingTrigger.Labels,
        Actor = "ayşe",
        Reason = "12 new labels",
        Champion = "lr-1",
        RequestedAt = Clock.GetUtcNow(),
    };
}
