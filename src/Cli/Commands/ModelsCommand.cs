using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Gateway;
using Cluster.Modeling.Artefacts;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster models list|register|promote</c>: the model versions of a cluster.</summary>
internal static class ModelsCommand
{
    public static Command Create(CliContext context) => new("models", "List, register and promote model versions.")
    {
        CreateList(context),
        CreateRegister(context),
        CreatePromote(context),
    };

    private static Command CreateList(CliContext context)
    {
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the registry as one line of JSON.");
        var command = new Command("list", "List the versions and say which one answers.") { gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var models = await client.GetModelsAsync(cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(models.Json));
            else Write(models.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateRegister(CliContext context)
    {
        var model = new Argument<string>("MODEL") { Description = "The artefact's folder, or its archive." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the version as one line of JSON.");
        var command = new Command("register", "Add a trained model to the cluster; it answers nothing before it is promoted.") { model, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // It is read here first: what is wrong with it is told without a cluster.
            var path = parsed.GetRequiredValue(model);
            var artefact = File.Exists(path)
                ? ModelArtefact.Unpack(await File.ReadAllBytesAsync(path, cancellationToken))
                : await ModelArtefact.LoadAsync(path, cancellationToken);
            using var client = parsed.Connect(gateway, context);
            var registered = await client.RegisterModelAsync(artefact.Pack(), cancellationToken);
            context.Output.WriteLine(
                parsed.GetValue(json) ? GatewayJson.OneLine(registered.Json) : $"registered {artefact.Version}; 'cluster models promote {artefact.Version}' lets it answer.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreatePromote(CliContext context)
    {
        var version = new Argument<string>("VERSION") { Description = "The version that is to answer." };
        var expected = new Option<string>("--expected")
        {
            Description = "The champion that you mean to replace; the promotion is refused when it is another by now.",
            HelpName = "VERSION",
        };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the registry as one line of JSON.");
        var command = new Command("promote", "Make a registered version the champion.") { version, expected, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var wanted = parsed.GetRequiredValue(version);
            var champion = parsed.GetValue(expected) ?? (await client.GetModelsAsync(cancellationToken)).Value.Champion;
            var registry = await client.PromoteModelAsync(wanted, new PromoteModel(champion), cancellationToken);
            context.Output.WriteLine(
                parsed.GetValue(json) ? GatewayJson.OneLine(registry.Json) : $"{wanted} answers now{(champion is null || champion == wanted ? string.Empty : $" instead of {champion}")}.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(ModelsAnswer models, CliContext context)
    {
        if (models.Versions.Count == 0)
        {
            context.Output.WriteLine("no models yet: train one with 'cluster train' and add it with 'cluster models register DIR'.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("version", "alias", "algorithm", "schema", "registered", "description");
        foreach (var model in models.Versions)
        {
            var alias = model.Version == models.Champion ? "champion" : model.Version == models.PreviousChampion ? "previous champion" : string.Empty;
            var registered = model.RegisteredAt?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
            string?[] cells = [model.Version, alias, model.Algorithm, model.Schema, registered, model.Description];
            table.AddRow(cells.Select(cell => new Text(cell ?? string.Empty)));
        }

        context.OutputConsole().Write(table);
    }
}
