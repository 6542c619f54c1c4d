using System.CommandLine;
using Cluster.Cli.Terminal;
using Cluster.Cli.Training;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster evaluate --model DIR</c>: the figures of a stored model on labelled data.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CliContext context)
    {
        var data = new DatasetOptions();
        var model = new Option<string>("--model") { Description = "Folder of the model artefact.", HelpName = "DIR", Required = true };
        var report = new Option<string>("--report") { Description = "File that the report is written to.", HelpName = "FILE" };
        var json = CommonOptions.Json("Print the report as JSON.");
        var command = new Command("evaluate", "Show the figures of a stored model on labelled data.") { model, report, json };
        data.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var choice = data.Read(parsed);
            var artefact = await ModelArtefact.LoadAsync(parsed.GetRequiredValue(model), cancellationToken);
            var evaluated = await ProgressDisplay.RunAsync(context, "evaluation", async display =>
            {
                var table = await DatasetLoader.LoadAsync(choice, artefact.Manifest, display, cancellationToken);
                return await Task.Run(() => ModelEvaluator.Evaluate(artefact, table), cancellationToken);
            });

            if (parsed.GetValue(report) is { } file) await ReportFiles.SaveAsync(file, evaluated, cancellationToken);
            if (parsed.GetValue(json))
            {
                await context.Output.WriteAsync(evaluated.ToJson());
                return ExitCode.Ok;
            }

            context.Output.WriteLine($"model {artefact.Version}");
            ReportText.Write(context.Output, evaluated);
            return ExitCode.Ok;
        });
        return command;
    }
}
