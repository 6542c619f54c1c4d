using System.CommandLine;
using Cluster.Cli.Gateway;
using Cluster.Cli.Terminal;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster backfill SOURCE</c>: tags a folder or a manifest of audio files; <c>--rescore</c>: the catalogue anew; <c>--every</c>, <c>--watch</c>: again and again.</summary>
internal static class BackfillCommand
{
    private const int ShownFailures = 20;
    private const int StartAttempts = 5;
    private const double DefaultAwayMinutes = 5;

    public static Command Create(CliContext context)
    {
        var source = new Argument<string?>("SOURCE")
        {
            Description = "A folder of audio files, or a manifest (CSV, .jsonl, .parquet) that lists them. Left out with --rescore.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var gateway = CommonOptions.Gateway();
        var wait = new Option<bool>("--wait") { Description = "Follow the job to its end; exit code 1 unless every item has a result." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only count what would be done." };
        var force = new Option<bool>("--force") { Description = "Analyse again what is stored with the same content, schema and model." };
        var rescore = new Option<bool>("--rescore") { Description = "Ask the champion again about all tracks of the catalogue, from their cached features; no audio is read." };
        var priority = CommonOptions.Number(
            "--priority", "N", "Jobs with a higher number go first.", value => value is >= 0 and <= 9 && value == Math.Floor(value), "it is a whole number from 0 to 9", unless: 0);
        var every = new Option<string?>("--every") { Description = "Run again and again, such as every 7d, 12h or 90m; the first run is due at once.", HelpName = "TIME" };
        var watch = new Option<bool>("--watch") { Description = "Look at the source between full runs, and run over what is new or changed there." };
        var watchEvery = new Option<string?>("--watch-every") { Description = "Time between two looks; 5m unless given.", HelpName = "TIME" };
        var window = new Option<string?>("--window") { Description = "Time of day in which runs may begin, such as 01:00-05:00.", HelpName = "FROM-TO" };
        var zone = new Option<string?>("--time-zone") { Description = "The window's time zone, such as Europe/Istanbul; UTC unless given.", HelpName = "ZONE" };
        var away = CommonOptions.Number(
            "--away-limit",
            "MINUTES",
            "Minutes that the cluster may be away while the job is followed.",
            minutes => minutes is >= 0 and <= 100_000,
            "it is at least 0 minutes",
            unless: DefaultAwayMinutes);
        var json = CommonOptions.Json("Print the job as one line of JSON.");
        var command = new Command("backfill", "Tag a folder or a manifest of audio files through the cluster.") { source, gateway, wait, dryRun, force, rescore, priority, every, watch, watchEvery, window, zone, away, json };
        command.Validators.Add(result =>
        {
            var named = result.GetValue(source) is not null;
            if (named && result.GetValue(rescore)) result.AddError("--rescore takes no SOURCE: the catalogue itself is the source.");
            var again = result.GetValue(every) is not null || result.GetValue(watch);
            if (again && (result.GetValue(wait) || result.GetValue(dryRun))) result.AddError("--every and --watch go neither with --wait nor with --dry-run.");
            if (!again && (result.GetValue(window) ?? result.GetValue(zone) ?? result.GetValue(watchEvery)) is not null) result.AddError("--window, --time-zone and --watch-every need --every or --watch.");
            if (!named && !result.GetValue(rescore)) result.AddError("SOURCE is missing: a folder, a manifest, or --rescore for the tracks of the catalogue.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var path = parsed.GetValue(source) is { } named ? Resolve(named, parsed.GetRequiredValue(gateway)) : null;
            var urgency = (int)(parsed.GetValue(priority) ?? 0);
            if (parsed.GetValue(every) is not null || parsed.GetValue(watch))
            {
                var repeated = new StartSchedule(
                    path, parsed.GetValue(every), parsed.GetValue(window), parsed.GetValue(zone), parsed.GetValue(watch), parsed.GetValue(watchEvery), parsed.GetValue(force), urgency, parsed.GetValue(rescore));
                var schedule = await StartAsync(key => client.StartScheduleAsync(repeated, key, cancellationToken), context, cancellationToken);
                context.Output.WriteLine(parsed.GetValue(json) ? GatewayJson.OneLine(schedule.Json) : ScheduleText.Of(schedule.Value));
                return ExitCode.Ok;
            }

            var wish = new StartBackfill(path, parsed.GetValue(force), parsed.GetValue(dryRun), urgency, parsed.GetValue(rescore));
            var job = await StartAsync(key => client.StartBackfillAsync(wish, key, cancellationToken), context, cancellationToken);
            if (!parsed.GetValue(wait)) return Accepted(job, parsed.GetValue(json), context);

            job = await FollowAsync(client, job.Value.Id, TimeSpan.FromMinutes(parsed.GetValue(away) ?? DefaultAwayMinutes), context, cancellationToken);
            return await FinishAsync(client, job, wish.DryRun, parsed.GetValue(json), context, cancellationToken);
        });
        return command;
    }

    /// <summary>The absolute path that the silos are given. A cluster on this machine sees what we see, so a mistyped path is noticed here.</summary>
    private static string Resolve(string source, Uri gateway)
    {
        var path = Path.GetFullPath(source);
        if (gateway.IsLoopback && !Path.Exists(path)) throw new CliException($"there is no folder or manifest '{source}'.");
        return path;
    }

    private static async Task<T> StartAsync<T>(Func<string, Task<T>> start, CliContext context, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString("N");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await start(key);
            }
            catch (GatewayUnreachableException broken) when (!broken.Refused && attempt < StartAttempts)
            {
                // It may have been accepted: the key makes the second call answer with what the first one started.
                await context.Delay(TimeSpan.FromSeconds(attempt), cancellationToken);
            }
        }
    }

    private static int Accepted(Received<JobAnswer> job, bool json, CliContext context)
    {
        context.Output.WriteLine(
            json ? GatewayJson.OneLine(job.Json) : $"job {job.Value.Id} {job.Value.State}; 'cluster jobs {job.Value.Id}' shows how far it is.");
        return ExitCode.Ok;
    }

    private static async Task<Received<JobAnswer>> FollowAsync(
        GatewayClient client, string id, TimeSpan awayLimit, CliContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await ProgressDisplay.RunAsync(
                context, $"job {id}", display => new JobWaiter(client, context, display, awayLimit).WaitAsync(id, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new CliException(
                "stopped waiting; the job goes on in the cluster.", $"'cluster jobs {id}' shows how far it is, 'cluster jobs cancel {id}' ends it.");
        }
    }

    private static async Task<int> FinishAsync(
        GatewayClient client, Received<JobAnswer> job, bool dryRun, bool json, CliContext context, CancellationToken cancellationToken)
    {
        if (job.Value.Counts.Failed > 0)
        {
            var failed = await client.ListFailedItemsAsync(job.Value.Id, ShownFailures, cancellationToken);
            FailedItems.Write(context.Error, failed.Value.Items, job.Value.Counts.Failed, job.Value.Id);
        }

        context.Output.WriteLine(json ? GatewayJson.OneLine(job.Json) : JobText.Outcome(job.Value, dryRun));
        return job.Value.State == "completed" ? ExitCode.Ok : ExitCode.Failed;
    }
}
