using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster models retrain|retraining</c>: train a new model on the catalogue's labels.</summary>
internal static class RetrainCommands
{
    public static Command CreateRetrain(CliContext context)
    {
        var reason = new Option<string?>("--reason") { Description = "Why, for the audit log.", HelpName = "TEXT" };
        var actor = new Option<string?>("--actor") { Description = "Who the audit log names; your user name unless given. Nobody checks it yet.", HelpName = "NAME" };
        var key = new Option<string?>("--key") { Description = "The same key again is the same training.", HelpName = "KEY" };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the training as one line of JSON.");
        var command = new Command("retrain", "Train a new model on the catalogue's labels now; it becomes a shadow.") { reason, actor, key, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var training = await client.RetrainAsync(parsed.GetValue(actor) ?? context.User, parsed.GetValue(reason), parsed.GetValue(key) ?? Guid.NewGuid().ToString("N"), cancellationToken);
            context.Output.WriteLine(
                parsed.GetValue(json) ? GatewayJson.OneLine(training.Json) : $"training {training.Value.Id} is {training.Value.State}; 'cluster models retraining' shows what becomes of it.");
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command CreateRetraining(CliContext context)
    {
        var limit = CommonOptions.Limit(10);
        var cursor = CommonOptions.Cursor();
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print what the gateway says as one line of JSON.");
        var command = new Command("retraining", "Show whether a training is under way, when the next one is due and why, and what became of those before.") { limit, cursor, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var retraining = await client.GetRetrainingAsync(parsed.GetValue(limit)!.Value, parsed.GetValue(cursor), cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(retraining.Json));
            else Write(retraining.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(RetrainingAnswer retraining, CliContext context)
    {
        var culture = CultureInfo.InvariantCulture;
        var output = context.Output;
        output.WriteLine(retraining.Active is { } active ? $"training {active.Id} is {active.State}: {active.Reason}" : "no training is under way.");
        output.WriteLine($"  next    {(retraining.NextDue is { } due ? ModelText.Time(due) : "not due")}");
        output.WriteLine($"  why     {retraining.Why}");
        output.WriteLine(string.Create(culture, $"  labels  {retraining.Labels}, {retraining.NewLabels} of them new"));
        if (retraining.History.Count == 0) return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("asked for", "by", "trigger", "state", "model", "labels", "rows", "macro-F1", "reason", "what to know");
        foreach (var training in retraining.History)
        {
            string?[] cells =
            [
                ModelText.Time(training.RequestedAt), training.Actor, training.Trigger, training.State, training.Model, training.Labels?.ToString(culture), training.Rows?.ToString(culture),
                training.MacroF1?.ToString("0.000", culture), training.Reason, training.Problem,
            ];
            table.AddRow(cells.Select(cell => new Text(cell ?? string.Empty)));
        }

        context.OutputConsole().Write(table);
        CommonOptions.WriteMore(retraining.NextCursor, context);
    }
}
