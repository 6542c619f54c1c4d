using System.CommandLine;
using System.Net;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster models gates</c>: whether a version may be promoted, and what stands in the way.</summary>
internal static class ModelGatesCommand
{
    public static Command Create(CliContext context)
    {
        var version = new Argument<string>("VERSION") { Description = "The version." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print what the gateway says as one line of JSON.");
        var command = new Command("gates", "Check whether a version may be promoted, and promote nothing; fails when it may not without force.") { version, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var wanted = parsed.GetRequiredValue(version);
            try
            {
                var gates = await client.CheckGatesAsync(wanted, cancellationToken);
                if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(gates.Json));
                else Write(gates.Value, context);
                return gates.Value.Promotable ? ExitCode.Ok : ExitCode.Failed;
            }
            catch (GatewayException unknown) when (unknown.Status == HttpStatusCode.NotFound)
            {
                throw new CliException($"there is no model version '{wanted}'.", "'cluster models list' shows those that there are.");
            }
        });
        return command;
    }

    private static void Write(GatesAnswer gates, CliContext context)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("gate", "outcome", "reason");
        foreach (var check in gates.Checks) table.AddRow(new[] { check.Gate, check.Outcome, check.Reason }.Select(cell => new Text(cell)));
        context.OutputConsole().Write(table);
        var output = context.Output;
        if (gates.ComparedBy is { } comparison) output.WriteLine($"compared with {gates.Champion} by {comparison}");
        if (gates.TrafficFrom is { } traffic) output.WriteLine($"traffic from {traffic}");
        output.WriteLine(gates.Promotable
            ? $"{gates.Version} may be promoted."
            : $"{gates.Version} may not be promoted unless you force it: 'cluster models promote {gates.Version} --force --reason TEXT'.");
    }
}
