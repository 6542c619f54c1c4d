using System.CommandLine;
using Cluster.Cli.Terminal;
using Cluster.Cli.Training;
using Cluster.Modeling;
using Cluster.Modeling.Training;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster train</c>: labelled data in, a model artefact and an honest report out.</summary>
internal static class TrainCommand
{
    /// <summary>Name of the report beside the artefact's own files.</summary>
    public const string ReportFile = "report.json";

    public static Command Create(CliContext context)
    {
        var data = new DatasetOptions();
        var output = new Option<string>("--out") { Description = "Folder of the model artefact.", HelpName = "DIR", DefaultValueFactory = _ => "./model" };
        var report = new Option<string>("--report") { Description = $"File of the report; {ReportFile} in the artefact's folder unless given.", HelpName = "FILE" };
        var seed = new Option<int>("--seed") { Description = "Seed of folds, training and intervals: the same data and seed give the same bytes.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var description = new Option<string>("--description") { Description = "What the data set is, in a few words for the model card.", HelpName = "TEXT" };
        var domain = new Option<bool>("--domain") { Description = "Keep what the training rows were like, and leave clips that are unlike them to review." };
        var candidates = CandidateOption.Create();
        var deep = new DeepOptions(candidates);
        var json = CommonOptions.Json("Print the report as JSON.");
        var command = new Command("train", "Train, cross-validate and calibrate a model.") { output, report, seed, candidates, description, domain, json };
        data.AddTo(command, tableSchema: true);
        deep.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var choice = data.Read(parsed);
            ITrainingProcedure? procedure = null;
            if (deep.IsAskedFor(parsed)) (choice, procedure) = deep.CreateProcedure(parsed, choice);
            var options = new TrainingOptions
            {
                Seed = parsed.GetValue(seed),
                Candidates = parsed.GetRequiredValue(candidates),
                Description = parsed.GetValue(description),
                KeepsDomain = parsed.GetValue(domain),
            };
            var trained = await ProgressDisplay.RunAsync(context, "training", async display =>
            {
                var table = await DatasetLoader.LoadAsync(choice, model: null, display, cancellationToken);
                var progress = new DatasetLoader.DisplayedProgress(display);
                return await Task.Run(
                    () => procedure is null
                        ? ModelTrainer.Train(table, options, progress, cancellationToken)
                        : ModelTrainer.Train(table, procedure, options, progress, cancellationToken),
                    cancellationToken);
            });

            var folder = parsed.GetRequiredValue(output);
            await trained.Artefact.SaveAsync(folder, cancellationToken);
            var reportFile = parsed.GetValue(report) ?? Path.Combine(folder, ReportFile);
            await ReportFiles.SaveAsync(reportFile, trained.Report, cancellationToken);
            if (parsed.GetValue(json))
            {
                await context.Output.WriteAsync(trained.Report.ToJson());
                return ExitCode.Ok;
            }

            ReportText.Write(context.Output, trained.Report);
            context.Output.WriteLine($"model {trained.Artefact.Version} is in {folder}, its report in {reportFile}");
            return ExitCode.Ok;
        });
        return command;
    }
}
