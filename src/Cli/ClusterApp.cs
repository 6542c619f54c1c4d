using System.CommandLine;
using System.CommandLine.Invocation;
using Cluster.Cli.Commands;
using Cluster.Cli.Gateway;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Deep;

namespace Cluster.Cli;

/// <summary>The command line <c>cluster</c>: parses, runs one command and turns whatever comes of it into an exit code.</summary>
internal static class ClusterApp
{
    /// <summary>Runs one command line.</summary>
    /// <returns>0 done, 1 failed, 2 bad usage.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliContext context)
    {
        var parsed = CreateRoot(context).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors) context.Error.WriteLine($"error: {error.Message}");
            context.Error.WriteLine($"hint: '{NameOf(parsed)} --help' shows how it is used.");
            return ExitCode.Usage;
        }

        try
        {
            // A stopped command has this long to put things in order; the embedded cluster finishes its work in it.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
            });
        }
        catch (CliException failure)
        {
            context.WriteError(failure.Message, failure.Hint);
            return failure.ExitCode;
        }
        catch (Exception failure) when (failure is GatewayException or GatewayUnreachableException or DatasetException or ModelArtefactException or DeepPartException)
        {
            context.WriteError(failure.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            context.WriteError("stopped.");
            return ExitCode.Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            context.WriteError(failure.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>The tree of commands; each is a file in <c>Commands</c>.</summary>
    public static RootCommand CreateRoot(CliContext context) => new("Tags music with the emotion that predominates in it: happy, sad, angry or relaxed.")
    {
        FeaturesCommand.Create(context),
        TrainCommand.Create(context),
        EvaluateCommand.Create(context),
        BackfillCommand.Create(context),
        JobsCommand.Create(context),
        SchedulesCommand.Create(context),
        LookupCommand.Create(context),
        ExplainCommand.Create(context),
        StatsCommand.Create(context),
        EventsCommand.Create(context),
        ModelsCommand.Create(context),
        DriftCommand.Create(context),
        ExperimentsCommand.Create(context),
        FeedbackCommand.Create(context),
        ReviewCommand.Create(context),
        UpCommand.Create(context),
        DemoCommand.Create(context),
    };

    private static string NameOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, result.Command is RootCommand ? "cluster" : result.Command.Name);
        }

        return string.Join(' ', names);
    }
}
