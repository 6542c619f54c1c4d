using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster jobs [ID]</c>, <c>cluster jobs pause|resume|cancel|retry ID</c>: looks after backfill jobs.</summary>
internal static class JobsCommand
{
    private static readonly (string Verb, string Description)[] Verbs =
    [
        ("pause", "Stop claiming work; what is under way is finished."),
        ("resume", "Go on after a pause."),
        ("cancel", "End a job; results so far are kept."),
        ("retry", "Try the failed items again, or go on with a cancelled or failed job."),
    ];

    public static Command Create(CliContext context)
    {
        var command = new Command("jobs", "List backfill jobs, show one, or pause, resume, cancel and retry one.");
        AddShow(command, new Argument<string?>("ID") { Description = "The job; without it, all jobs are listed.", Arity = ArgumentArity.ZeroOrOne }, context);
        var list = new Command("list", "List the jobs, newest first.");
        AddShow(list, null, context);
        var show = new Command("show", "Show one job.");
        AddShow(show, new Argument<string?>("ID") { Description = "The job." }, context);
        command.Add(list);
        command.Add(show);
        foreach (var (verb, description) in Verbs) command.Add(CreateVerb(verb, description, context));
        return command;
    }

    private static void AddShow(Command command, Argument<string?>? id, CliContext context)
    {
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print what the gateway says as one line of JSON.");
        var limit = new Option<int>("--limit") { Description = "How many jobs to list.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var failed = new Option<int>("--failed") { Description = "How many failed items to show.", HelpName = "N", DefaultValueFactory = _ => 20 };
        if (id is not null) command.Add(id);
        if (id is not null) command.Add(failed);
        if (id is null || id.Arity.MinimumNumberOfValues == 0) command.Add(limit);
        command.Add(gateway);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            if (id is not null && parsed.GetValue(id) is { } jobId)
            {
                await ShowAsync(client, jobId, parsed.GetValue(failed), parsed.GetValue(json), context, cancellationToken);
            }
            else
            {
                await ListAsync(client, parsed.GetValue(limit), parsed.GetValue(json), context, cancellationToken);
            }

            return ExitCode.Ok;
        });
    }

    private static Command CreateVerb(string verb, string description, CliContext context)
    {
        var id = new Argument<string>("ID") { Description = "The job." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the job as one line of JSON.");
        var command = new Command(verb, description) { id, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var job = await client.CommandJobAsync(parsed.GetRequiredValue(id), verb, cancellationToken);
            context.Output.WriteLine(parsed.GetValue(json) ? GatewayJson.OneLine(job.Json) : JobText.Outcome(job.Value, dryRun: false));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task ShowAsync(GatewayClient client, string id, int failed, bool json, CliContext context, CancellationToken cancellationToken)
    {
        var job = await client.GetJobAsync(id, cancellationToken);
        if (json)
        {
            context.Output.WriteLine(GatewayJson.OneLine(job.Json));
            return;
        }

        context.Output.WriteLine(job.Value.IsFinal ? JobText.Outcome(job.Value, dryRun: false) : $"job {job.Value.Id} {JobText.Progress(job.Value)}");
        if (job.Value.Source is { } source) context.Output.WriteLine($"source: {source}");
        if (job.Value.Counts.Failed == 0 || failed <= 0) return;
        var items = await client.ListFailedItemsAsync(id, failed, cancellationToken);
        FailedItems.Write(context.Output, items.Value.Items, job.Value.Counts.Failed, id);
    }

    private static async Task ListAsync(GatewayClient client, int limit, bool json, CliContext context, CancellationToken cancellationToken)
    {
        var jobs = await client.ListJobsAsync(limit, cancellationToken);
        if (json)
        {
            context.Output.WriteLine(GatewayJson.OneLine(jobs.Json));
            return;
        }

        if (jobs.Value.Jobs.Count == 0)
        {
            context.Output.WriteLine("no jobs yet: start one with 'cluster backfill SOURCE'.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in (string[])["job", "state", "items", "tagged", "unchanged", "failed", "pending", "source"])
        {
            table.AddColumn(new TableColumn(heading).NoWrap());
        }

        foreach (var job in jobs.Value.Jobs)
        {
            var counts = job.Counts;
            var numbers = new[] { counts.Total, counts.Tagged, counts.Unchanged, counts.Failed, counts.Pending };
            string[] cells = [job.Id, job.State, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)), job.Source ?? string.Empty];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        context.OutputConsole().Write(table);
    }
}
