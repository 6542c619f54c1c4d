using System.CommandLine;
using System.Net;
using Cluster.Cli.Gateway;
using Cluster.Modeling.Artefacts;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster models list|show|register|shadow|shadows|compare|replay|gates|promote|rollback|audit|retrain|retraining</c>: the model versions of a cluster.</summary>
internal static class ModelsCommand
{
    public static Command Create(CliContext context) => new("models", "List, register, shadow, compare, promote, roll back and retrain model versions, and see who did.")
    {
        CreateList(context),
        CreateShow(context),
        CreateRegister(context),
        ModelAliasCommands.CreateShadow(context),
        ModelAliasCommands.CreateChallenger(context),
        ModelShadowsCommand.Create(context),
        ModelCompareCommand.Create(context),
        ModelReplayCommand.Create(context),
        ModelGatesCommand.Create(context),
        ModelAliasCommands.CreatePromote(context),
        ModelAliasCommands.CreateRollback(context),
        ModelAuditCommand.Create(context),
        RetrainCommands.CreateRetrain(context),
        RetrainCommands.CreateRetraining(context),
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
            else ModelText.Write(models.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateShow(CliContext context)
    {
        var version = new Argument<string>("VERSION") { Description = "The version." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the version with its card as one line of JSON.");
        var command = new Command("show", "Show a version: its aliases and its card.") { version, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var wanted = parsed.GetRequiredValue(version);
            try
            {
                var model = await client.GetModelAsync(wanted, cancellationToken);
                if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(model.Json));
                else ModelText.Write(model.Value, context);
                return ExitCode.Ok;
            }
            catch (GatewayException unknown) when (unknown.Status == HttpStatusCode.NotFound)
            {
                throw new CliException($"there is no model version '{wanted}'.", "'cluster models list' shows those that there are.");
            }
        });
        return command;
    }

    private static Command CreateRegister(CliContext context)
    {
        var model = new Argument<string>("MODEL") { Description = "The artefact's folder, or its archive." };
        var command = new Command("register", "Add a trained model to the cluster; it answers nothing before it is promoted.") { model };
        var options = new ModelChangeOptions(command, compares: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // It is read here first: what is wrong with it is told without a cluster.
            var path = parsed.GetRequiredValue(model);
            var artefact = File.Exists(path)
                ? ModelArtefact.Unpack(await File.ReadAllBytesAsync(path, cancellationToken))
                : await ModelArtefact.LoadAsync(path, cancellationToken);
            using var client = parsed.Connect(options.Gateway, context);
            var registered = await client.RegisterModelAsync(artefact.Pack(), options.Read(parsed, context), cancellationToken);
            context.Output.WriteLine(
                parsed.GetValue(options.Json) ? GatewayJson.OneLine(registered.Json) : $"registered {artefact.Version}; 'cluster models promote {artefact.Version}' lets it answer.");
            return ExitCode.Ok;
        });
        return command;
    }
}
