using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster models audit</c>: who changed the models, and whether the log of it is whole.</summary>
internal static class ModelAuditCommand
{
    private const int MaxLimit = 1000;

    public static Command Create(CliContext context)
    {
        var limit = new Option<int>("--limit") { Description = $"How many entries to show; 1 to {MaxLimit}.", HelpName = "N", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MaxLimit) result.AddError($"--limit must lie in 1 to {MaxLimit}.");
        });
        var cursor = new Option<string?>("--cursor") { Description = "Where the page before ended, as it said.", HelpName = "TEXT" };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print what the gateway says as one line of JSON.");
        var command = new Command("audit", "Show who changed the models, when and why, newest first; fails when the log was tampered with.") { limit, cursor, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var page = await client.ListModelAuditAsync(parsed.GetValue(limit), parsed.GetValue(cursor), cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(page.Json));
            else Write(page.Value, context);
            if (page.Value.Chain.Intact) return ExitCode.Ok;
            context.WriteError($"the audit log is damaged: {page.Value.Chain.Problem}");
            return ExitCode.Failed;
        });
        return command;
    }

    private static void Write(ModelAuditAnswer page, CliContext context)
    {
        if (page.Entries.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("#", "when", "who", "what", "version", "in place of", "why", "evidence");
            foreach (var entry in page.Entries)
            {
                string?[] cells =
                [
                    entry.Sequence.ToString(CultureInfo.InvariantCulture), ModelText.Time(entry.At), entry.Actor, entry.Action, entry.Version, entry.Replaced, entry.Reason, AuditEvidence.InShort(entry.Evidence),
                ];
                table.AddRow(cells.Select(cell => new Text(cell ?? string.Empty)));
            }

            context.OutputConsole().Write(table);
        }

        if (page.Chain.Intact)
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the log is whole: {page.Chain.Entries} entries, head {page.Chain.Head}"));
        if (page.NextCursor is { } next) context.Output.WriteLine($"older entries: 'cluster models audit --cursor {next}'");
    }
}
