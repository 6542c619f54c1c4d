using Cluster.Abstractions.Backfills;
using Cluster.Catalog;
using Cluster.Catalog.Backfills;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>A list of what the test put in.</summary>
internal sealed class FakeSchedules : IScheduleReader
{
    public List<BackfillSchedule> All { get; } = [];

    public Task<BackfillSchedule?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(All.Find(schedule => schedule.Id == id));

    public Task<Page<BackfillSchedule>> ListAsync(string? cursor, int limit, CancellationToken cancellationToken) =>
        cursor == "bad" ? throw new FormatException() : Task.FromResult(new Page<BackfillSchedule>([.. All], null));
}

/// <summary>Holds one schedule in memory.</summary>
internal sealed class FakeScheduleGrain(string key) : IBackfillScheduleGrain
{
    public static readonly DateTimeOffset Next = new(2026, 1, 2, 1, 0, 0, TimeSpan.Zero);

    public BackfillSchedule? Schedule { get; set; }

    public Task<ScheduleCommandOutcome> StartAsync(ScheduleSpec spec, CancellationToken cancellationToken)
    {
        Schedule ??= new BackfillSchedule { Id = key, Spec = spec, CreatedAt = Samples.Time, NextAt = Next };
        return Task.FromResult(new ScheduleCommandOutcome(Schedule.Spec == spec ? CommandStatus.Done : CommandStatus.Refused, Schedule, "another"));
    }

    public Task<BackfillSchedule?> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Schedule);

    public Task<ScheduleCommandOutcome> PauseAsync(CancellationToken cancellationToken) => Command(ScheduleState.Paused);

    public Task<ScheduleCommandOutcome> ResumeAsync(CancellationToken cancellationToken) => Command(ScheduleState.Active);

    public Task<ScheduleCommandOutcome> CancelAsync(CancellationToken cancellationToken) => Command(ScheduleState.Cancelled);

    public Task<BackfillSchedule?> CheckAsync(CancellationToken cancellationToken) => GetAsync(cancellationToken);

    private Task<ScheduleCommandOutcome> Command(ScheduleState state)
    {
        if (Schedule is null) return Task.FromResult(new ScheduleCommandOutcome(CommandStatus.NotFound, null, "There is no such schedule."));
        if (Schedule.State == ScheduleState.Cancelled) return Task.FromResult(new ScheduleCommandOutcome(CommandStatus.Refused, Schedule, "It is cancelled."));
        Schedule = Schedule with { State = state, NextAt = state == ScheduleState.Active ? Next : null };
        return Task.FromResult(new ScheduleCommandOutcome(CommandStatus.Done, Schedule));
    }
}
