using Cluster.Abstractions.Backfills;
using Cluster.Grains.Backfills;

namespace Cluster.Grains.Tests.Backfills;

public sealed class ScheduleRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Night = new(2026, 1, 6, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void StepAt_AtNight_BeginsInsideTheWindowOnly()
    {
        var schedule = Schedule(every: TimeSpan.FromDays(7), start: new(1, 0), end: new(5, 0));
        Assert.Equal(ScheduleStep.None, ScheduleRules.StepAt(schedule, Noon));
        Assert.Equal(Night, ScheduleRules.NextAt(schedule, Noon));
        Assert.Equal(ScheduleStep.None, ScheduleRules.StepAt(schedule, Night.AddTicks(-1)));
        Assert.Equal(ScheduleStep.Full, ScheduleRules.StepAt(schedule, Night));
        var ran = schedule with { FullDueAt = ScheduleRules.LastDue(schedule, Night.AddMinutes(3)) };
        Assert.Equal(Night, ran.FullDueAt);
        Assert.Equal(ScheduleStep.None, ScheduleRules.StepAt(ran, Night.AddMinutes(4)));
        Assert.Equal(Night.AddDays(7), ScheduleRules.NextAt(ran, Night.AddMinutes(4)));
        Assert.Equal(ScheduleStep.Full, ScheduleRules.StepAt(ran, Night.AddDays(7)));
    }

    [Fact]
    public void StepAt_AfterMissedWindows_MakesUpForOne()
    {
        var schedule = Schedule(every: TimeSpan.FromDays(1), start: new(1, 0), end: new(5, 0)) with { FullDueAt = Night };
        var back = Night.AddDays(10).AddHours(10);
        Assert.Equal((ScheduleStep.None, Night.AddDays(11)), (ScheduleRules.StepAt(schedule, back), ScheduleRules.NextAt(schedule, back)));
        var now = Night.AddDays(11).AddMinutes(1);
        Assert.Equal(ScheduleStep.Full, ScheduleRules.StepAt(schedule, now));
        var ran = schedule with { FullDueAt = ScheduleRules.LastDue(schedule, now) };
        Assert.Equal((ScheduleStep.None, Night.AddDays(12)), (ScheduleRules.StepAt(ran, now.AddMinutes(1)), ScheduleRules.NextAt(ran, now.AddMinutes(1))));
    }

    [Fact]
    public void StepAt_WithTheClocksOfATimeZone_FollowsThem()
    {
        // Berlin: clocks go forward on 29 March 2026, so the night begins an hour earlier in UTC.
        var schedule = Schedule(every: TimeSpan.FromDays(7), start: new(1, 0), end: new(5, 0), zone: "Europe/Berlin") with { FullDueAt = new DateTimeOffset(2026, 3, 25, 0, 0, 0, TimeSpan.Zero) };
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), ScheduleRules.NextAt(schedule, Noon));
        var late = schedule with { FullDueAt = new DateTimeOffset(2026, 10, 20, 23, 0, 0, TimeSpan.Zero) };
        Assert.Equal(new DateTimeOffset(2026, 10, 28, 0, 0, 0, TimeSpan.Zero), ScheduleRules.NextAt(late, Noon));
    }

    [Fact]
    public void StepAt_OfAWatch_LooksAgainAfterItsTime()
    {
        var schedule = Schedule(watch: TimeSpan.FromMinutes(5));
        Assert.Equal(ScheduleStep.Look, ScheduleRules.StepAt(schedule, Noon));
        var looked = schedule with { WatchedAt = Noon };
        Assert.Equal(ScheduleStep.None, ScheduleRules.StepAt(looked, Noon.AddMinutes(5).AddTicks(-1)));
        Assert.Equal(ScheduleStep.Look, ScheduleRules.StepAt(looked, Noon.AddMinutes(5)));
        Assert.Equal(ScheduleStep.Full, ScheduleRules.StepAt(Schedule(every: TimeSpan.FromDays(1), watch: TimeSpan.FromMinutes(5)), Noon));
    }

    [Theory]
    [InlineData(ScheduleState.Paused)]
    [InlineData(ScheduleState.Cancelled)]
    public void StepAt_WhileNotActive_IsNothing(ScheduleState state)
    {
        var schedule = Schedule(every: TimeSpan.FromDays(1), watch: TimeSpan.FromMinutes(5)) with { State = state };
        Assert.Equal((ScheduleStep.None, null), (ScheduleRules.StepAt(schedule, Noon), ScheduleRules.NextAt(schedule, Noon)));
    }

    [Fact]
    public void FindFlaw_OfBadSpecs_NamesTheField()
    {
        var good = Schedule(every: TimeSpan.FromDays(1), watch: TimeSpan.FromMinutes(5)).Spec;
        Assert.Null(ScheduleRules.FindFlaw(good));
        Assert.Contains("'every'", ScheduleRules.FindFlaw(good with { Every = TimeSpan.FromMinutes(59) }), StringComparison.Ordinal);
        Assert.Contains("'watchEvery'", ScheduleRules.FindFlaw(good with { WatchEvery = TimeSpan.FromDays(2) }), StringComparison.Ordinal);
        Assert.Contains("Nowhere", ScheduleRules.FindFlaw(good with { TimeZone = "Nowhere/Land" }), StringComparison.Ordinal);
        Assert.NotNull(ScheduleRules.FindFlaw(good with { Every = null, WatchEvery = null }));
        Assert.NotNull(ScheduleRules.FindFlaw(good with { Backfill = good.Backfill with { Rescore = true } }));
        Assert.NotNull(ScheduleRules.FindFlaw(good with { Backfill = good.Backfill with { DryRun = true } }));
    }

    private static BackfillSchedule Schedule(TimeSpan? every = null, TimeSpan? watch = null, TimeOnly start = default, TimeOnly end = default, string zone = "UTC") => new()
    {
        Id = "s",
        Spec = new ScheduleSpec { Backfill = new BackfillSpec { Source = "/music" }, Every = every, WatchEvery = watch, WindowStart = start, WindowEnd = end, TimeZone = zone },
        CreatedAt = Noon,
    };
}
