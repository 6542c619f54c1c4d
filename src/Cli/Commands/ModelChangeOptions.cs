using System.CommandLine;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary>The options of commands that change the models: who, why, and what they saw.</summary>
internal sealed class ModelChangeOptions
{
    private readonly Option<string?> actor = new("--actor") { Description = "Who the audit log names; your user name unless given. Nobody checks it yet.", HelpName = "NAME" };
    private readonly Option<string?> evidence = new("--evidence") { Description = "What it rests on, for the audit log: words, a reference, or JSON.", HelpName = "TEXT" };
    private readonly Option<long?> revision = new("--revision")
    {
        Description = "The revision that 'models list' showed you; the change is refused when it is another by now.",
        HelpName = "N",
    };

    private readonly bool compares;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="compares">False for commands that do not depend on what was seen.</param>
    public ModelChangeOptions(Command command, bool compares = true)
    {
        this.compares = compares;
        command.Add(Reason);
        command.Add(evidence);
        command.Add(actor);
        if (compares) command.Add(revision);
        command.Add(Gateway);
        command.Add(Json);
    }

    /// <summary>Why.</summary>
    public Option<string?> Reason { get; } = new("--reason") { Description = "Why, for the audit log.", HelpName = "TEXT" };

    /// <summary>Where the gateway is.</summary>
    public Option<Uri> Gateway { get; } = CommonOptions.Gateway();

    /// <summary>Whether the answer is printed as JSON.</summary>
    public Option<bool> Json { get; } = CommonOptions.Json("Print what the gateway says as one line of JSON.");

    /// <summary>Reads them.</summary>
    public ModelsChange Read(ParseResult parsed, CliContext context, string? expectedChampion = null) => new(
        parsed.GetValue(actor) ?? context.User,
        compares ? parsed.GetValue(revision) : null,
        new ChangeModels(expectedChampion, parsed.GetValue(Reason), parsed.GetValue(evidence)));
}
