using System.Globalization;
using System.Text.RegularExpressions;
using Cluster.Abstractions.Backfills;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>Reads requests for schedules.</summary>
internal static partial class ScheduleRequests
{
    private static readonly TimeSpan WatchUnlessGiven = TimeSpan.FromMinutes(5);

    /// <summary>Reads a request whose source and priority are checked.</summary>
    /// <returns>The spec, or what is wrong with the request.</returns>
    public static (ScheduleSpec? Spec, ProblemHttpResult? Problem) Read(StartScheduleJson request)
    {
        if (request.Every is null && !request.Watch) return Bad("every", "every is missing: the time between full runs, such as 7d; or set watch.");
        if (!TryLength(request.Every, out var every) || every < ScheduleSpec.LeastEvery || every > ScheduleSpec.MostEvery)
            return Bad("every", $"every '{request.Every}' is no time from 1 hour to 366 days; one looks like 7d, 12h or 90m.");
        if (request.WatchEvery is not null && !request.Watch) return Bad("watchEvery", "watchEvery goes with watch only.");
        if (request is { Watch: true, Rescore: true }) return Bad("watch", "watch cannot go with rescore: the catalogue itself is the source.");
        if (!TryLength(request.WatchEvery, out var watch) || watch < ScheduleSpec.LeastWatch || watch > ScheduleSpec.MostWatch)
            return Bad("watchEvery", $"watchEvery '{request.WatchEvery}' is no time from 1 minute to 1 day; one looks like 5m or 2h.");
        if (!TryWindow(request.Window, out var start, out var end)) return Bad("window", $"window '{request.Window}' is no time of day; one looks like 01:00-05:00.");
        if (request.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) return Bad("timeZone", $"timeZone '{zone}' is not known here; one looks like Europe/Istanbul.");
        if (request is { TimeZone: not null, Window: null }) return Bad("timeZone", "timeZone goes with window only.");
        var spec = new ScheduleSpec
        {
            Backfill = new BackfillSpec
            {
                Source = request.Rescore ? BackfillSpec.Catalogue : Path.GetFullPath(request.Source!),
                Force = request.Force,
                Priority = request.Priority,
                Rescore = request.Rescore,
            },
            Every = every,
            WatchEvery = request.Watch ? watch ?? WatchUnlessGiven : null,
            WindowStart = start,
            WindowEnd = end,
            TimeZone = request.TimeZone ?? "UTC",
        };
        return (spec, null);
    }

    private static (ScheduleSpec?, ProblemHttpResult?) Bad(string field, string detail) => (null, Problem.BadRequest(detail, field));

    private static bool TryLength(string? text, out TimeSpan? length)
    {
        length = null;
        if (text is null) return true;
        var match = Length().Match(text);
        if (!match.Success) return false;
        var count = int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
        length = match.Groups["unit"].Value switch
        {
            "m" => TimeSpan.FromMinutes(count),
            "h" => TimeSpan.FromHours(count),
            _ => TimeSpan.FromDays(count),
        };
        return true;
    }

    private static bool TryWindow(string? text, out TimeOnly start, out TimeOnly end)
    {
        (start, end) = (default, default);
        if (text is null) return true;
        return text.Split('-') is [var from, var to] && TryTime(from, out start) && TryTime(to, out end) && start != end;
    }

    private static bool TryTime(string text, out TimeOnly time) => TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    [GeneratedRegex(@"^(?<count>[0-9]{1,6})(?<unit>[mhd])\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Length();
}
