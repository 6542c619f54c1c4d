using System.CommandLine;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster drift [windows|alerts|acknowledge]</c>: whether models still see and say what they were trained for.</summary>
internal static class DriftCommand
{
    private const string AsJson = "Print what the gateway says as one line of JSON.";

    public static Command Create(CliContext context)
    {
        var model = Model();
        var window = CommonOptions.Whole("--window", "N", "Its window, as 'drift windows' lists them; left out: the newest closed one.", 1, int.MaxValue);
        var top = CommonOptions.Whole("--top", "N", "Features to show, those that moved most first.", 0, 1000, 15);
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json(AsJson);
        var command = new Command("drift", "Show what a model sees and says against its training set.") { model, window, top, gateway, json };
        command.Add(CreateWindows(context));
        command.Add(CreateAlerts(context));
        command.Add(CreateAcknowledge(context));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var shown = parsed.GetValue(top)!.Value;
            var drift = await client.GetDriftAsync(parsed.GetValue(model), parsed.GetValue(window), shown, cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(drift.Json));
            else DriftText.Write(drift.Value, shown, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<string> Model() => new("--model") { Description = "The model version; left out: the champion, or in lists all.", HelpName = "VERSION" };

    private static Command CreateWindows(CliContext context)
    {
        var model = Model();
        var limit = CommonOptions.Limit(20);
        var cursor = CommonOptions.Cursor();
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json(AsJson);
        var command = new Command("windows", "List closed windows, newest first.") { model, limit, cursor, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var page = await client.ListDriftWindowsAsync(parsed.GetValue(model), parsed.GetValue(limit)!.Value, parsed.GetValue(cursor), cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(page.Json));
            else DriftText.Write(page.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateAlerts(CliContext context)
    {
        var model = Model();
        var all = new Option<bool>("--all") { Description = "Also alerts that have ended." };
        var limit = CommonOptions.Limit(20);
        var cursor = CommonOptions.Cursor();
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json(AsJson);
        var command = new Command("alerts", "List alerts that stand, newest first.") { model, all, limit, cursor, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var page = await client.ListAlertsAsync(parsed.GetValue(model), parsed.GetValue(all), parsed.GetValue(limit)!.Value, parsed.GetValue(cursor), cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(page.Json));
            else DriftText.Write(page.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateAcknowledge(CliContext context)
    {
        var id = new Argument<string>("ID") { Description = "The alert, as 'drift alerts' lists it." };
        var reason = new Option<string?>("--reason") { Description = "What you know about it.", HelpName = "TEXT" };
        var actor = new Option<string?>("--actor") { Description = "Who takes note; your user name unless given. Nobody checks it yet.", HelpName = "NAME" };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json(AsJson);
        var command = new Command("acknowledge", "Take note of an alert.") { id, reason, actor, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var alert = await client.AcknowledgeAlertAsync(parsed.GetRequiredValue(id), parsed.GetValue(actor) ?? context.User, parsed.GetValue(reason), cancellationToken);
            context.Output.WriteLine(
                parsed.GetValue(json) ? GatewayJson.OneLine(alert.Json) : $"alert {alert.Value.Id} ({alert.Value.What} of {alert.Value.Model}) is acknowledged by {alert.Value.Acknowledged?.By}.");
            return ExitCode.Ok;
        });
        return command;
    }
}
