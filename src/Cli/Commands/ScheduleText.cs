using System.Globalization;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary>Schedules in words.</summary>
internal static class ScheduleText
{
    /// <summary>One line on a schedule.</summary>
    public static string Of(ScheduleAnswer schedule)
    {
        var culture = CultureInfo.InvariantCulture;
        var last = schedule.JobId is { } job ? string.Create(culture, $"; {schedule.Runs} runs, the last is job {job}") : "; no run yet";
        var next = schedule.NextAt is { } at ? $"; next {ModelText.Time(at)}" : string.Empty;
        var problem = schedule.Problem is { } said ? $"; {said}" : string.Empty;
        return $"schedule {schedule.Id} {schedule.State}: {Rhythm(schedule)}{next}{last}{problem}";
    }

    /// <summary>When it runs.</summary>
    public static string Rhythm(ScheduleAnswer schedule)
    {
        var parts = new List<string>();
        if (schedule.EverySeconds is { } every) parts.Add($"all every {Length(every)}");
        if (schedule.WatchSeconds is { } watch) parts.Add($"changes every {Length(watch)}");
        return string.Join(", ", parts) + (schedule.Window is { } window ? $" in {window} {schedule.TimeZone}" : string.Empty);
    }

    private static string Length(double seconds)
    {
        var culture = CultureInfo.InvariantCulture;
        if (seconds % 86_400 == 0) return string.Create(culture, $"{seconds / 86_400:0} d");
        return seconds % 3600 == 0 ? string.Create(culture, $"{seconds / 3600:0} h") : string.Create(culture, $"{seconds / 60:0} min");
    }
}
