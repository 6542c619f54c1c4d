using System.CommandLine;
using Cluster.Cli.Hosting;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster up</c>: silo, gateway and dashboard in one process, until it is stopped.</summary>
internal static class UpCommand
{
    public static Command Create(CliContext context)
    {
        var data = Data();
        var urls = Urls();
        var command = new Command("up", "Start an embedded cluster: silo, gateway and dashboard in one process.") { data, urls };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await EmbeddedHost.StartAsync(
                new EmbeddedOptions(parsed.GetRequiredValue(data), parsed.GetRequiredValue(urls)), cancellationToken);
            WriteAddresses(context.Output, host.Url);
            context.Output.WriteLine("Stop it with Ctrl-C.");
            await host.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary><c>--data DIR</c>.</summary>
    public static Option<string> Data() => new("--data") { Description = "Folder of the catalogue.", HelpName = "DIR", DefaultValueFactory = _ => "./data" };

    /// <summary><c>--urls URL</c>.</summary>
    public static Option<string> Urls() =>
        new("--urls") { Description = "Addresses to listen on.", HelpName = "URL", DefaultValueFactory = _ => CommonOptions.DefaultGateway };

    /// <summary>Says where everything is.</summary>
    public static void WriteAddresses(TextWriter output, string url)
    {
        output.WriteLine($"The cluster serves on {url}");
        output.WriteLine($"  REST API     {url}/v1   (described at {url}/openapi/v1.json)");
        output.WriteLine($"  dashboard    {url}/ops/orleans/");
        output.WriteLine($"  health       {url}/health/ready");
    }
}
