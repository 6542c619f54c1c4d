using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster models shadows [status|stop|start]</c>: how the shadows do, and the switch that stops them all.</summary>
internal static class ModelShadowsCommand
{
    public static Command Create(CliContext context)
    {
        var command = CreateStatus("shadows", context);
        command.Add(CreateStatus("status", context));
        command.Add(CreateSwitch("stop", true, "Stop all scoring by shadows at once, on every silo, until it is started again.", "no shadow scores any more; 'cluster models shadows start' lets them again.", context));
        command.Add(CreateSwitch("start", false, "Let the shadows score again.", "shadows score.", context));
        return command;
    }

    private static Command CreateStatus(string name, CliContext context)
    {
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print what the gateway says as one line of JSON.");
        var command = new Command(name, "Show the shadows, what they did, and whether they may score.") { gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var shadows = await client.GetShadowsAsync(cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(shadows.Json));
            else Write(shadows.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateSwitch(string name, bool stop, string description, string words, CliContext context)
    {
        var command = new Command(name, description);
        var options = new ModelChangeOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(options.Gateway, context);
            var registry = await client.StopShadowsAsync(stop, options.Read(parsed, context), cancellationToken);
            context.Output.WriteLine(parsed.GetValue(options.Json) ? GatewayJson.OneLine(registry.Json) : words);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(ShadowsAnswer shadows, CliContext context)
    {
        if (shadows.Stopped) context.Output.WriteLine("shadows are stopped: 'cluster models shadows start' lets them score again.");
        if (shadows.Shadows.Count == 0)
        {
            context.Output.WriteLine("there are no shadows: make a version one with 'cluster models shadow VERSION'.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("version", "state", "recordings", "failed", "dropped", "benched", "predictions", "to review", "champion's", "p50 ms", "p95 ms");
        foreach (var shadow in shadows.Shadows)
        {
            string[] cells = shadow.Traffic is { } traffic
                ?
                [
                    Count(traffic.Requests), Count(traffic.Failed), Count(traffic.Dropped), Count(traffic.Benched), Count(traffic.Predictions), Count(traffic.Reviews), Count(traffic.ChampionReviews),
                    Milliseconds(traffic.ScoringP50Seconds), Milliseconds(traffic.ScoringP95Seconds),
                ]
                : [.. Enumerable.Repeat("-", 9)];
            table.AddRow(cells.Prepend(shadows.Stopped ? "stopped" : shadow.State ?? "waiting").Prepend(shadow.Version).Select(cell => new Text(cell)));
        }

        context.OutputConsole().Write(table);
        foreach (var (shadow, silo) in shadows.Shadows.SelectMany(shadow => shadow.Silos.Where(silo => silo.Problem is not null).Select(silo => (shadow, silo))))
            context.Output.WriteLine($"{shadow.Version} is {silo.State} on {silo.Silo}: {silo.Problem}");
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Milliseconds(double? seconds) => seconds is { } known ? (known * 1000).ToString("0.##", CultureInfo.InvariantCulture) : "-";
}
