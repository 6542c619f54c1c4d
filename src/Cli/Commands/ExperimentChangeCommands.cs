using System.CommandLine;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster experiments start|stop|shares|conclude</c>: change an experiment.</summary>
internal static class ExperimentChangeCommands
{
    public static Command CreateStart(CliContext context) => Create(context, "start", "Start a draft: its arms take their shares.", experiment => $"{experiment.Name} runs: {ExperimentText.Shares(experiment)}.");

    public static Command CreateStop(CliContext context) => Create(context, "stop", "Take everybody out of the arms, for good.", experiment => $"{experiment.Name} is stopped.");

    public static Command CreateShares(CliContext context)
    {
        var (command, id, options) = Start("shares", "Change shares; as few tracks or users as possible change their arm.");
        var shares = ExperimentArms.Shares();
        command.Add(shares);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(options.Gateway, context);
            var wanted = parsed.GetRequiredValue(shares).ToDictionary(arm => arm.Name, arm => arm.Share);
            var answer = await client.ChangeExperimentAsync(parsed.GetRequiredValue(id), "shares", options.Read(parsed, context, new ChangeExperiment(Shares: wanted)), cancellationToken);
            Write(parsed, options, answer, $"{answer.Value.Name}: {ExperimentText.Shares(answer.Value)}.", context);
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command CreateConclude(CliContext context)
    {
        var (command, id, options) = Start("conclude", "End an experiment and write down who won; nothing is promoted.");
        var winner = new Option<string?>("--winner") { Description = "The winning arm; no winner unless given.", HelpName = "ARM" };
        command.Add(winner);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(options.Gateway, context);
            var change = options.Read(parsed, context, new ChangeExperiment(Winner: parsed.GetValue(winner)));
            var answer = await client.ConcludeExperimentAsync(parsed.GetRequiredValue(id), change, cancellationToken);
            var experiment = answer.Value.Experiment;
            Write(parsed, options, answer, $"{experiment.Name} is concluded {(experiment.Winner is { } won ? $"with the winner {won}" : "without a winner")}. {answer.Value.Next}", context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Create(CliContext context, string verb, string description, Func<ExperimentAnswer, string> words)
    {
        var (command, id, options) = Start(verb, description);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(options.Gateway, context);
            var answer = await client.ChangeExperimentAsync(parsed.GetRequiredValue(id), verb, options.Read(parsed, context, new ChangeExperiment()), cancellationToken);
            Write(parsed, options, answer, words(answer.Value), context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static (Command Command, Argument<string> Id, ExperimentChangeOptions Options) Start(string verb, string description)
    {
        var id = new Argument<string>("ID") { Description = "The experiment's id." };
        var command = new Command(verb, description) { id };
        return (command, id, new ExperimentChangeOptions(command));
    }

    private static void Write<T>(ParseResult parsed, ExperimentChangeOptions options, Received<T> answer, string words, CliContext context) =>
        context.Output.WriteLine(parsed.GetValue(options.Json) ? GatewayJson.OneLine(answer.Json) : words);
}

/// <summary>The options of commands that change an experiment: who, why, and what they saw.</summary>
internal sealed class ExperimentChangeOptions
{
    private readonly Option<string?> reason = Reason();
    private readonly Option<string?> actor = Actor();
    private readonly Option<long?> revision = new("--revision")
    {
        Description = "The experiment's revision that 'experiments show' showed you; the change is refused when it is another by now.",
        HelpName = "N",
    };

    /// <summary>Adds the options to a command.</summary>
    public ExperimentChangeOptions(Command command)
    {
        command.Add(reason);
        command.Add(actor);
        command.Add(revision);
        command.Add(Gateway);
        command.Add(Json);
    }

    /// <summary>Where the gateway is.</summary>
    public Option<Uri> Gateway { get; } = CommonOptions.Gateway();

    /// <summary>Whether the answer is printed as JSON.</summary>
    public Option<bool> Json { get; } = CommonOptions.Json("Print what the gateway says as one line of JSON.");

    /// <summary><c>--actor NAME</c>.</summary>
    public static Option<string?> Actor() => new("--actor") { Description = "Who the experiment's log names; your user name unless given. Nobody checks it yet.", HelpName = "NAME" };

    /// <summary><c>--reason TEXT</c>.</summary>
    public static Option<string?> Reason() => new("--reason") { Description = "Why, for the experiment's log.", HelpName = "TEXT" };

    /// <summary>Reads them.</summary>
    public ExperimentsChange Read(ParseResult parsed, CliContext context, ChangeExperiment body) =>
        new(parsed.GetValue(actor) ?? context.User, parsed.GetValue(revision), body with { Reason = parsed.GetValue(reason) });
}
