using System.CommandLine;
using System.Net;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster experiments list|show|create|start|stop|shares|conclude</c>: A/B tests and canaries.</summary>
internal static class ExperimentsCommand
{
    public static Command Create(CliContext context) => new("experiments", "Try models, thresholds and presentation on a share of the tracks or users.")
    {
        CreateList(context),
        CreateShow(context),
        CreateCreate(context),
        ExperimentChangeCommands.CreateStart(context),
        ExperimentChangeCommands.CreateStop(context),
        ExperimentChangeCommands.CreateShares(context),
        ExperimentChangeCommands.CreateConclude(context),
    };

    private static Command CreateList(CliContext context)
    {
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the experiments as one line of JSON.");
        var command = new Command("list", "List the experiments, newest first.") { gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var experiments = await client.ListExperimentsAsync(cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(experiments.Json));
            else ExperimentText.Write(experiments.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command CreateShow(CliContext context)
    {
        var id = new Argument<string>("ID") { Description = "The experiment's id." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the report as one line of JSON.");
        var command = new Command("show", "Show how an experiment stands, and what to do.") { id, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var wanted = parsed.GetRequiredValue(id);
            try
            {
                var report = await client.GetExperimentAsync(wanted, cancellationToken);
                if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(report.Json));
                else ExperimentText.Write(report.Value, context);
                return ExitCode.Ok;
            }
            catch (GatewayException unknown) when (unknown.Status == HttpStatusCode.NotFound)
            {
                throw new CliException($"there is no experiment '{wanted}'.", "'cluster experiments list' shows those that there are.");
            }
        });
        return command;
    }

    private static Command CreateCreate(CliContext context)
    {
        var name = new Argument<string>("NAME") { Description = "What people call it." };
        var kind = Choice("--kind", "What the arms differ in: model, thresholds or presentation.", "model", "model", "thresholds", "presentation");
        var unit = Choice("--unit", "What sticks to an arm: track or user.", "track", "track", "user");
        var metric = Choice("--metric", "What counts as a success: correct, playedThrough or liked.", "correct", "correct", "playedThrough", "liked");
        var control = new Option<string>("--control") { Description = "The arm that the others are compared with.", HelpName = "ARM", DefaultValueFactory = _ => "control" };
        var arms = ExperimentArms.Arms();
        var hypothesis = new Option<string?>("--hypothesis") { Description = "What it is to show.", HelpName = "TEXT" };
        var errors = CommonOptions.Number("--error-limit", "RATE", "The greatest share of an arm's tracks or users that may fail before it stops by itself.", value => value is >= 0 and <= 0.5, "it must lie in 0 to 0.5");
        var difference = CommonOptions.Number("--smallest-difference", "RATE", "The smallest difference of success rates that matters.", value => value is >= 0.001 and <= 0.5, "it must lie in 0.001 to 0.5");
        var days = CommonOptions.Number("--least-days", "DAYS", "Days before a winner is named.", value => value is >= 0 and <= 365, "it must lie in 0 to 365");
        var (reason, actor) = (ExperimentChangeOptions.Reason(), ExperimentChangeOptions.Actor());
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the experiment as one line of JSON.");
        var command = new Command("create", "Create a draft; nobody is in an arm before it is started.")
        {
            name, kind, unit, metric, control, arms, hypothesis, errors, difference, days, reason, actor, gateway, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var what = parsed.GetRequiredValue(kind);
            var limits = new CreateLimits(parsed.GetValue(errors), parsed.GetValue(difference), parsed.GetValue(days));
            var wish = new CreateExperiment(
                parsed.GetRequiredValue(name),
                what,
                parsed.GetRequiredValue(unit),
                parsed.GetRequiredValue(metric),
                parsed.GetRequiredValue(control),
                [.. parsed.GetRequiredValue(arms).Select(arm => ExperimentArms.OfKind(arm, what))],
                parsed.GetValue(hypothesis),
                limits == new CreateLimits() ? null : limits,
                parsed.GetValue(reason));
            var experiment = await client.CreateExperimentAsync(wish, parsed.GetValue(actor) ?? context.User, Guid.NewGuid().ToString("N"), cancellationToken);
            context.Output.WriteLine(parsed.GetValue(json)
                ? GatewayJson.OneLine(experiment.Json)
                : $"{experiment.Value.Name} is a draft: start it with 'cluster experiments start {experiment.Value.Id}'.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<string> Choice(string name, string description, string unless, params string[] choices)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => unless };
        option.AcceptOnlyFromAmong(choices);
        return option;
    }
}
