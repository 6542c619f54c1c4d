namespace Cluster.Abstractions.Time;

/// <summary>A time of day in a time zone, from its start up to its end; it may span midnight. Equal start and end are the whole day.</summary>
/// <param name="Start">Local time; inclusive.</param>
/// <param name="End">Local time; exclusive.</param>
/// <param name="Zone">The time zone.</param>
/// <remarks>Where clocks are put forward, local times that do not exist are skipped, and with them that day's window if all of it is. Where they are put back, both
/// passes of a local time are in the window.</remarks>
public sealed record NightWindow(TimeOnly Start, TimeOnly End, TimeZoneInfo Zone)
{
    /// <summary>Whether it is the window's time.</summary>
    public bool Contains(DateTimeOffset instant)
    {
        var local = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
        return Start == End || local.IsBetween(Start, End);
    }

    /// <summary>The instant itself inside the window, else the next time that the window starts.</summary>
    public DateTimeOffset Next(DateTimeOffset instant)
    {
        if (Contains(instant)) return instant;
        var day = TimeZoneInfo.ConvertTime(instant, Zone).Date;

        // Yesterday's date counts where clocks are put back over midnight; a skipped window is at most one in a row.
        for (var offset = -1; offset <= 3; offset++)
        {
            var local = day.AddDays(offset) + Start.ToTimeSpan();
            while (Zone.IsInvalidTime(local)) local = local.AddMinutes(1);
            foreach (var start in Instants(local))
            {
                if (start >= instant && Contains(start)) return start;
            }
        }

        throw new InvalidOperationException($"The window from {Start} to {End} in '{Zone.Id}' does not occur within three days.");
    }

    private IEnumerable<DateTimeOffset> Instants(DateTime local) =>
        (Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local) : [Zone.GetUtcOffset(local)])
        .OrderDescending().Select(offset => new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset));
}
