using Cluster.Abstractions.Time;
using CsCheck;

namespace Cluster.Abstractions.Tests.Time;

public sealed class NightWindowTests
{
    // An hour ahead of UTC, two from the last Sunday of March 02:00 to the last Sunday of October 03:00, as in most of Europe; of its own, so that no machine's data is needed.
    private static readonly TimeZoneInfo European = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(1), "test", "test", "test summer",
    [
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
    ]);

    private static NightWindow Window(int startHour, int endHour, int startMinute = 0, int endMinute = 0) =>
        new(new TimeOnly(startHour, startMinute), new TimeOnly(endHour, endMinute), European);

    private static DateTimeOffset Utc(int month, int day, int hour, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);

    [Fact]
    public void Contains_SummerAndWinter_GoesByLocalTime()
    {
        Assert.True(Window(2, 5).Contains(Utc(1, 10, 1)));
        Assert.False(Window(2, 5).Contains(Utc(1, 10, 0, 59)));
        Assert.False(Window(2, 5).Contains(Utc(1, 10, 4)));
        Assert.True(Window(2, 5).Contains(Utc(7, 10, 0)));
        Assert.False(Window(2, 5).Contains(Utc(7, 10, 3)));
    }

    [Fact]
    public void Contains_OverMidnight_IsBothSides()
    {
        Assert.True(Window(22, 4).Contains(Utc(1, 10, 22)));
        Assert.True(Window(22, 4).Contains(Utc(1, 10, 2)));
        Assert.False(Window(22, 4).Contains(Utc(1, 10, 12)));
    }

    [Fact]
    public void Next_Daytime_IsTheComingNight() => Assert.Equal(Utc(1, 11, 1), Window(2, 5).Next(Utc(1, 10, 12)));

    [Fact]
    public void Next_BeforeTheWindowOfTheSameDay_IsThatDay() => Assert.Equal(Utc(1, 10, 1), Window(2, 5).Next(Utc(1, 10, 0)));

    [Fact]
    public void Next_StartThatIsSkipped_IsWhereClocksGoOn()
    {
        // On 29 March 2026 02:30 does not exist: 02:00 is followed by 03:00, which is 01:00 UTC.
        Assert.Equal(Utc(3, 29, 1), Window(2, 5, startMinute: 30).Next(Utc(3, 28, 12)));
    }

    [Fact]
    public void Next_WindowThatIsSkippedWhole_IsTheDayAfter() => Assert.Equal(Utc(3, 30, 0, 15), Window(2, 2, 15, 45).Next(Utc(3, 28, 12)));

    [Fact]
    public void Next_StartThatComesTwice_IsTheFirst()
    {
        // On 25 October 2026 02:30 is 00:30 and again 01:30 UTC.
        Assert.Equal(Utc(10, 25, 0, 30), Window(2, 4, startMinute: 30).Next(Utc(10, 24, 12)));
        Assert.Equal(Utc(10, 25, 1, 30), Window(2, 2, 30, 45).Next(Utc(10, 25, 0, 50)));
    }

    [Fact]
    public void Next_AnyInstantAndWindow_IsInTheWindowAndWithinTwoDays() =>
        Gen.Select(Gen.Int[0, 1439], Gen.Int[0, 1439], Gen.Int[0, 525_599]).Sample((start, end, minute) =>
        {
            var window = new NightWindow(TimeOnly.MinValue.AddMinutes(start), TimeOnly.MinValue.AddMinutes(end), European);
            var instant = Utc(1, 1, 0).AddMinutes(minute);
            var next = window.Next(instant);
            return next >= instant && window.Contains(next) && next - instant < TimeSpan.FromHours(49) && (!window.Contains(instant) || next == instant);
        });
}
