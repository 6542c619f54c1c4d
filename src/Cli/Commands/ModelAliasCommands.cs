using System.CommandLine;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster models promote|rollback|shadow</c>: move the aliases.</summary>
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

    public static Command CreateShadow(CliContext context)
    {
        var version = new Argument<string>("VERSION") { Description = "The version that is to score and never to answer." };
        var remove = new Option<bool>("--remove") { Description = "Make it no shadow any more." };
        var command = new Command("shadow", "Make a registered version a shadow of the champion, or no shadow any more.") { version, remove };
        var options = new ModelChangeOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(options.Gateway, context);
            var wanted = parsed.GetRequiredValue(version);
            var change = options.Read(parsed, context);
            var removes = parsed.GetValue(remove);
            var registry = removes ? await client.UnsetShadowAsync(wanted, change, cancellationToken) : await client.SetShadowAsync(wanted, change, cancellationToken);
            Write(parsed, options, registry, removes ? $"{wanted} is no shadow." : $"{wanted} is a shadow of {registry.Value.Champion ?? "no champion yet"}.", context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(ParseResult parsed, ModelChangeOptions options, Received<ModelsAnswer> registry, string words, CliContext context) =>
        context.Output.WriteLine(parsed.GetValue(options.Json) ? GatewayJson.OneLine(registry.Json) : words);
}
