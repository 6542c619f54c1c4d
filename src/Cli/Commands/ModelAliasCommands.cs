using System.CommandLine;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster models promote|rollback|shadow|challenger</c>: move the aliases.</summary>
internal static class ModelAliasCommands
{
    public static Command CreatePromote(CliContext context)
    {
        var version = new Argument<string>("VERSION") { Description = "The version that is to answer." };
        var expected = new Option<string>("--expected")
        {
            Description = "The champion that you mean to replace; the promotion is refused when it is another by now.",
            HelpName = "VERSION",
        };
        var force = new Option<bool>("--force") { Description = "Promote although the gates do not let it pass; say why with --reason." };
        var approver = new Option<string?>("--approved-by") { Description = "Who else approves, where a second person is asked for. Nobody checks it yet.", HelpName = "WHO" };
        var command = new Command("promote", "Make a registered version the champion, if the gates let it pass.") { version, expected, force, approver };
        var options = new ModelChangeOptions(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(force) && string.IsNullOrWhiteSpace(result.GetValue(options.Reason))) result.AddError("--force needs --reason TEXT: say why the gates are passed over.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(options.Gateway, context);
            var wanted = parsed.GetRequiredValue(version);
            var change = options.Read(parsed, context, parsed.GetValue(expected));
            change = change with { Body = change.Body with { Force = parsed.GetValue(force), ApprovedBy = parsed.GetValue(approver) } };
            var before = change.Body.ExpectedChampion;
            if (before is null && change.Revision is null)
            {
                before = (await client.GetModelsAsync(cancellationToken)).Value.Champion;
                change = change with { Body = change.Body with { ExpectedChampion = before } };
            }

            var registry = await client.PromoteModelAsync(wanted, change, cancellationToken);
            before ??= registry.Value.PreviousChampion;
            var words = $"{wanted} answers now{(before is null || before == wanted ? string.Empty : $" instead of {before}")}.";
            Write(parsed, options, registry, registry.Value.Bake is { State: "watching" } bake && bake.Version == wanted ? $"{words} {ModelText.Bake(bake)}" : words, context);
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command CreateRollback(CliContext context)
    {
        var command = new Command("rollback", "Make the previous champion, which is still loaded, the champion again.");
        var options = new ModelChangeOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(options.Gateway, context);
            var registry = await client.RollBackModelAsync(options.Read(parsed, context), cancellationToken);
            Write(parsed, options, registry, $"{registry.Value.Champion} answers again instead of {registry.Value.PreviousChampion}.", context);
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command CreateShadow(CliContext context) => Create(
        "shadow",
        "Make a registered version a shadow of the champion, or no shadow any more.",
        "The version that is to score and never to answer.",
        (client, version, change, token) => client.SetShadowAsync(version, change, token),
        (client, version, change, token) => client.UnsetShadowAsync(version, change, token),
        (version, champion) => $"{version} is a shadow of {champion}.",
        context);

    public static Command CreateChallenger(CliContext context) => Create(
        "challenger",
        "Make a registered version the challenger, which an experiment's arm may name, or no challenger any more.",
        "The version that is to take a share of the traffic once an experiment gives it one.",
        (client, version, change, token) => client.SetChallengerAsync(version, change, token),
        (client, version, change, token) => client.UnsetChallengerAsync(version, change, token),
        (version, champion) => $"{version} is the challenger of {champion}: 'cluster experiments create NAME --arm control=90% --arm new=10%:challenger' gives it a share.",
        context);

    private static Command Create(
        string alias,
        string description,
        string whose,
        Func<GatewayClient, string, ModelsChange, CancellationToken, Task<Received<ModelsAnswer>>> set,
        Func<GatewayClient, string, ModelsChange, CancellationToken, Task<Received<ModelsAnswer>>> unset,
        Func<string, string, string> words,
        CliContext context)
    {
        var version = new Argument<string>("VERSION") { Description = whose };
        var remove = new Option<bool>("--remove") { Description = $"Make it no {alias} any more." };
        var command = new Command(alias, description) { version, remove };
        var options = new ModelChangeOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(options.Gateway, context);
            var wanted = parsed.GetRequiredValue(version);
            var change = options.Read(parsed, context);
            var removes = parsed.GetValue(remove);
            var registry = await (removes ? unset : set)(client, wanted, change, cancellationToken);
            Write(parsed, options, registry, removes ? $"{wanted} is no {alias}." : words(wanted, registry.Value.Champion ?? "no champion yet"), context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(ParseResult parsed, ModelChangeOptions options, Received<ModelsAnswer> registry, string words, CliContext context) =>
        context.Output.WriteLine(parsed.GetValue(options.Json) ? GatewayJson.OneLine(registry.Json) : words);
}
