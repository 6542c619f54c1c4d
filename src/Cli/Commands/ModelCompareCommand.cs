using System.CommandLine;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster models compare</c>: a candidate beside the champion.</summary>
internal static class ModelCompareCommand
{
    private const int MaxDisagreements = 1000;

    public static Command Create(CliContext context)
    {
        var candidate = new Argument<string>("CANDIDATE") { Description = "The version that may replace the other; it has to have scored as a shadow." };
        var champion = new Option<string?>("--champion") { Description = "The version to compare with; the champion unless given.", HelpName = "VERSION" };
        var sure = new Option<double?>("--sure") { Description = "The confidence from which a version counts as sure; 0 to 1, 0.75 unless given.", HelpName = "P" };
        sure.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (null or (>= 0 and <= 1))) result.AddError("--sure must lie in 0 to 1.");
        });
        var disagreements = new Option<int>("--disagreements") { Description = $"How many sure contradictions to list; 0 to {MaxDisagreements}.", HelpName = "N", DefaultValueFactory = _ => 10 };
        disagreements.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > MaxDisagreements) result.AddError($"--disagreements must lie in 0 to {MaxDisagreements}.");
        });
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the comparison as one line of JSON.");
        var command = new Command("compare", "Compare what a shadow said with the champion's answers on the same clips.") { candidate, champion, sure, disagreements, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var comparison = await client.CompareModelsAsync(
                parsed.GetRequiredValue(candidate), parsed.GetValue(champion), parsed.GetValue(sure), parsed.GetValue(disagreements), cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(comparison.Json));
            else ComparisonText.Write(comparison.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }
}
