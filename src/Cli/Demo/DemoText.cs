using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Cli.Gateway;
using Cluster.DemoMusic.Reports;
using Spectre.Console;

namespace Cluster.Cli.Demo;

/// <summary>What a demonstration shows.</summary>
internal static class DemoText
{
    /// <summary>Writes the table of tags against truth, the figures and the throughput.</summary>
    public static void Write(CliContext context, TagReport report, JobAnswer job)
    {
        var output = context.Output;
        output.WriteLine();
        output.WriteLine(Line($"Tags of {report.Tracks} tracks by artists that the model never heard (rows: truth, columns: tag):"));
        context.OutputConsole().Write(Table(report));
        output.WriteLine(Line($"accuracy {report.Accuracy:0.000}, macro-F1 {report.MacroF1:0.000}"));
        output.WriteLine(Line($"decisions: {report.Decisions[(int)TagDecision.Tagged]} tagged{Right(report)}, {report.Decisions[(int)TagDecision.TopTwo]} topTwo, {report.Decisions[(int)TagDecision.Review]} review"));
        var speed = job.ElapsedSeconds > 0 ? job.AudioSeconds / job.ElapsedSeconds : 0;
        output.WriteLine(job.AudioSeconds > 0
            ? Line($"throughput: {job.AudioSeconds:0} s of audio in {job.ElapsedSeconds:0.0} s, {speed:0} s of audio per second")
            : "throughput: nothing was analysed again, because every track was tagged by this model before");
        output.WriteLine("This music is synthetic: these figures say that the cluster works, not how well it hears real music.");
        output.WriteLine();
    }

    private static string Right(TagReport report) => report.TaggedAccuracy is { } accuracy ? Line($" ({accuracy:0%} of them right)") : string.Empty;

    private static Table Table(TagReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("truth");
        var emotions = Enum.GetValues<EmotionLabel>();
        foreach (var emotion in emotions) table.AddColumn(new TableColumn(emotion.ToName()).RightAligned());
        table.AddColumn(new TableColumn("recall").RightAligned()).AddColumn(new TableColumn("precision").RightAligned()).AddColumn(new TableColumn("F1").RightAligned());
        foreach (var truth in emotions)
        {
            var score = report.Scores[(int)truth];
            table.AddRow(
                [truth.ToName(), .. emotions.Select(tag => Line($"{report.Count(truth, tag)}")), Line($"{score.Recall:0.00}"), Line($"{score.Precision:0.00}"), Line($"{score.F1:0.00}")]);
        }

        return table;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
