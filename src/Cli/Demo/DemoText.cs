using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Cli.Commands;
using Cluster.Cli.Gateway;
using Cluster.DemoMusic.Reports;
using Spectre.Console;

namespace Cluster.Cli.Demo;

/// <summary>What a demonstration shows.</summary>
internal static class DemoText
{
    /// <summary>Says who answers and who scores beside.</summary>
    public static void WriteRoles(TextWriter output, DemoRoles roles)
    {
        var champion = roles.IsStarter ? "the starter model, trained on real Turkish recordings that people labelled" : "a model of an earlier demonstration";
        output.WriteLine(roles.Shadow is null
            ? $"   It is the champion already, since somebody promoted it: there is no shadow to compare with ('cluster models rollback' brings the champion before back)"
            : $"   The champion stays {roles.Champion}, {champion}; the new model is a shadow: it scores the same clips and answers nobody");
    }

    /// <summary>Writes the table of the champion's tags against truth, the figures and the throughput.</summary>
    public static void WriteTags(CliContext context, TagReport report, DemoRoles roles, JobAnswer job)
    {
        var output = context.Output;
        output.WriteLine();
        output.WriteLine(Line($"The champion's tags of {report.Tracks} tracks (rows: the emotion that a track was composed with, columns: tag):"));
        context.OutputConsole().Write(Table(report));
        output.WriteLine(Line($"accuracy {report.Accuracy:0.000}, macro-F1 {report.MacroF1:0.000}"));
        output.WriteLine(Line($"decisions: {report.Decisions[(int)TagDecision.Tagged]} tagged{Right(report)}, {report.Decisions[(int)TagDecision.TopTwo]} topTwo, {report.Decisions[(int)TagDecision.Review]} review{Outside(job)}"));
        var speed = job.ElapsedSeconds > 0 ? job.AudioSeconds / job.ElapsedSeconds : 0;
        output.WriteLine(job.AudioSeconds > 0
            ? Line($"throughput: {job.AudioSeconds:0} s of audio in {job.ElapsedSeconds:0.0} s, {speed:0} s of audio per second")
            : "throughput: nothing was analysed again, because the features of every track were known");
        if (roles.IsStarter) output.WriteLine("The starter model knows real recordings, and this music is none: it is expected to be wrong here, and to leave what is unlike its training set to people.");
        output.WriteLine();
    }

    /// <summary>Writes the comparison, as <c>cluster models compare</c> does, and what it comes to.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="comparison">The comparison; null when there is none.</param>
    /// <param name="shadow">The shadow.</param>
    /// <param name="clips">Clips that the champion tagged.</param>
    public static void WriteComparison(CliContext context, ComparisonAnswer? comparison, string shadow, int clips)
    {
        var output = context.Output;
        output.WriteLine($"4. Champion and shadow on the same clips; the emotions that they were composed with are labels of the data set '{DemoComparison.Author}'");
        if (comparison is null)
        {
            output.WriteLine($"   The shadow has scored nothing yet: ask 'cluster models compare {shadow}' later.");
            return;
        }

        if (comparison.Clips < clips) output.WriteLine(Line($"   The shadow has scored {comparison.Clips} of {clips} clips so far."));
        output.WriteLine();
        ComparisonText.Write(comparison, context);
        output.WriteLine();
        if (comparison.Labelled is { } labelled)
            output.WriteLine(Line($"In short: of {labelled.Clips} clips by artists that neither model has heard, the champion calls {labelled.Accuracy.Champion:0.0%} right and the shadow {labelled.Accuracy.Candidate:0.0%}."));
        output.WriteLine($"'cluster models compare {shadow}' shows this again, 'cluster models gates {shadow}' what speaks for a promotion.");
    }

    /// <summary>Says what the figures are worth, and where not to go on.</summary>
    public static void WriteWorth(TextWriter output, DemoSettings settings)
    {
        output.WriteLine("This music is synthetic: these figures say that the cluster works, not how well it hears real music.");
        output.WriteLine($"Its tracks and labels stay in {settings.DataFolder}: tag your own music in another folder (--data), or delete this one first.");
        output.WriteLine();
    }

    private static string Outside(JobAnswer job) => job.Counts.OutOfDomain > 0 ? Line($" ({job.Counts.OutOfDomain} out of the champion's domain)") : string.Empty;

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
