using System.Globalization;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary>Jobs in words.</summary>
internal static class JobText
{
    /// <summary>One line on a job under way.</summary>
    public static string Progress(JobAnswer job)
    {
        var counts = job.Counts;
        var culture = CultureInfo.InvariantCulture;
        var rate = job.ElapsedSeconds is > 0 && job.AudioSeconds > 0
            ? string.Create(culture, $", {job.AudioSeconds / job.ElapsedSeconds.Value:0} s of audio per second")
            : string.Empty;
        if (job.ItemsPerSecond is > 0) rate += string.Create(culture, $", {job.ItemsPerSecond:0.#} items/s");
        var eta = !job.IsFinal && job.EtaSeconds is { } seconds ? $", {Duration(seconds)}{Band(job)} to go" : string.Empty;
        // What matters most stands first: a narrow terminal cuts the end off.
        return string.Create(
            culture,
            $"{job.State}: {counts.Done} of {counts.Total} items{eta}, {counts.Failed} failed, {counts.Tagged} tagged, {counts.Unchanged} unchanged{rate}");
    }

    /// <summary>What came of a finished job, or where it stands.</summary>
    public static string Outcome(JobAnswer job, bool dryRun)
    {
        var counts = job.Counts;
        var culture = CultureInfo.InvariantCulture;
        if (dryRun && job.IsFinal)
        {
            return string.Create(
                culture,
                $"dry run: of {counts.Total} items {counts.Tagged + counts.Pending} would be analysed, {counts.Unchanged} are unchanged, {counts.Failed} cannot be listed{Estimate(job.Estimate)}");
        }

        var numbers = string.Create(
            culture, $"{counts.Total} items: {counts.Tagged} tagged{Decisions(job)}, {counts.Unchanged} unchanged, {counts.Failed} failed, {counts.Pending} pending");
        var work = job.ElapsedSeconds is { } elapsed
            ? string.Create(culture, $"; {Duration(job.AudioSeconds)} of audio in {Duration(elapsed)}")
            : string.Empty;
        var nothing = job.State == "completed" && counts.Total > 0 && counts.Unchanged == counts.Total
            ? "; everything was unchanged: same content, schema and model, so no audio was analysed"
            : string.Empty;
        var error = job.Error is null ? string.Empty : $"; {job.Error}";
        return $"job {job.Id} {job.State}: {numbers}{work}{nothing}{error}";
    }

    private static string Decisions(JobAnswer job)
    {
        var culture = CultureInfo.InvariantCulture;
        var parts = new List<string>();
        if (job.Decisions is { } made && made.Accepted + made.TopTwo + made.Review > 0)
            parts.Add(string.Create(culture, $"{made.Accepted} accepted, {made.TopTwo} top two, {made.Review} to review"));
        if (job.Counts.OutOfDomain > 0) parts.Add(string.Create(culture, $"{job.Counts.OutOfDomain} of them out of the model's domain"));
        return parts.Count == 0 ? string.Empty : $" ({string.Join("; ", parts)})";
    }

    private static string Band(JobAnswer job) =>
        job is { EtaLowSeconds: { } low, EtaHighSeconds: { } high } && low < high ? $" ({Duration(low)} to {Duration(high)})" : string.Empty;

    private static string Estimate(EstimateAnswer? estimate) => estimate is null or { Items: 0 }
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"; by the last job's measure that is at most {estimate.CoreHours:0.##} core-hours{(estimate.Seconds is { } seconds ? $", {Duration(seconds)} as it ran then" : string.Empty)}");

    /// <summary>A length of time for people.</summary>
    public static string Duration(double seconds)
    {
        var culture = CultureInfo.InvariantCulture;
        if (seconds < 60) return string.Create(culture, $"{seconds:0.#} s");
        var time = TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2));
        return time.TotalHours < 1
            ? string.Create(culture, $"{(int)time.TotalMinutes} min {time.Seconds} s")
            : string.Create(culture, $"{(long)time.TotalHours} h {time.Minutes} min");
    }
}
