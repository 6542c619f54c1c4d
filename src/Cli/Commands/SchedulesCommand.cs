using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster schedules [ID]</c>, <c>cluster schedules pause|resume|cancel ID</c>: looks after backfills that run again and again.</summary>
internal static class SchedulesCommand
{
    private const int Shown = 20;

    private static readonly (string Verb, string Description)[] Verbs =
    [
        ("pause", "Begin no more runs; the one under way goes on."),
        ("resume", "Go on after a pause; of the runs that were missed one is made up for."),
        ("cancel", "End a schedule; the run under way goes on."),
    ];

    public static Command Create(CliContext context)
    {
        var id = new Argument<string?>("ID") { Description = "The schedule; without it, all schedules are listed.", Arity = ArgumentArity.ZeroOrOne };
        var limit = CommonOptions.Limit(unless: Shown);
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print what the gateway says as one line of JSON.");
        var command = new Command("schedules", "List backfills that run again and again, show one, or pause, resume and cancel one.") { id, limit, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            if (parsed.GetValue(id) is { } one)
            {
                var schedule = await client.GetScheduleAsync(one, cancellationToken);
                context.Output.WriteLine(parsed.GetValue(json) ? GatewayJson.OneLine(schedule.Json) : ScheduleText.Of(schedule.Value));
                if (!parsed.GetValue(json) && schedule.Value.Source is { } source) context.Output.WriteLine($"source: {source}");
                return ExitCode.Ok;
            }

            var all = await client.ListSchedulesAsync(parsed.GetValue(limit) ?? Shown, cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(all.Json));
            else Write(all.Value.Schedules, context);
            return ExitCode.Ok;
        });
        foreach (var (verb, description) in Verbs) command.Add(CreateVerb(verb, description, context));
        return command;
    }

    private static Command CreateVerb(string verb, string description, CliContext context)
    {
        var id = new Argument<string>("ID") { Description = "The schedule." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the schedule as one line of JSON.");
        var command = new Command(verb, description) { id, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var schedule = await client.CommandScheduleAsync(parsed.GetRequiredValue(id), verb, cancellationToken);
            context.Output.WriteLine(parsed.GetValue(json) ? GatewayJson.OneLine(schedule.Json) : ScheduleText.Of(schedule.Value));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(IReadOnlyList<ScheduleAnswer> schedules, CliContext context)
    {
        if (schedules.Count == 0)
        {
            context.Output.WriteLine("no schedules yet: start one with 'cluster backfill SOURCE --every 7d'.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in (string[])["schedule", "state", "runs", "next", "when", "source"]) table.AddColumn(new TableColumn(heading).NoWrap());
        foreach (var schedule in schedules)
        {
            string[] cells =
            [
                schedule.Id, schedule.State, schedule.Runs.ToString(CultureInfo.InvariantCulture), schedule.NextAt is { } next ? ModelText.Time(next) : string.Empty,
                ScheduleText.Rhythm(schedule), schedule.Source ?? string.Empty,
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        context.OutputConsole().Write(table);
    }
}
