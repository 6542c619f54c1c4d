using Orleans.Placement;

namespace Cluster.Catalog.Tests.Orleans;

/// <summary>A grain with state and a reminder, to see them come back.</summary>
[Alias("catalog-tests-tally")]
public interface ITallyGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<int> AddAsync(int count);

    [Alias("remind")]
    Task RemindAsync(TimeSpan period);

    [Alias("reminders")]
    Task<List<string>> RemindersAsync();

    [Alias("clear")]
    Task ClearAsync();

    [Alias("silo")]
    Task<string> SiloAsync();
}

/// <summary>Its state.</summary>
[GenerateSerializer, Alias("catalog-tests-tally-state")]
public sealed record TallyState
{
    [Id(0)] public int Count { get; set; }

    [Id(1)] public byte[] Ballast { get; set; } = [];
}

[PreferLocalPlacement]
public sealed class TallyGrain([PersistentState("tally", OrleansHosts.Storage)] IPersistentState<TallyState> state, ILocalSiloDetails silo) : Grain, ITallyGrain, IRemindable
{
    public async Task<int> AddAsync(int count)
    {
        state.State.Count += count;
        state.State.Ballast = new byte[5000];
        await state.WriteStateAsync();
        return state.State.Count;
    }

    public Task RemindAsync(TimeSpan period) => this.RegisterOrUpdateReminder("wake up", period, period);

    public async Task<List<string>> RemindersAsync() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName)];

    public Task ClearAsync() => state.ClearStateAsync();

    public Task<string> SiloAsync() => Task.FromResult(silo.Name);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}
