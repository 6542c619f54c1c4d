using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary>Writes experiments for people.</summary>
internal static class ExperimentText
{
    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.####} %");

    /// <summary>Writes a list as a table.</summary>
    public static void Write(ExperimentsAnswer experiments, CliContext context)
    {
        if (experiments.Experiments.Count == 0)
        {
            context.Output.WriteLine("no experiments yet: create one with 'cluster experiments create'.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("id", "name", "kind", "unit", "status", "arms", "winner", "revision");
        foreach (var experiment in experiments.Experiments)
        {
            string?[] cells =
            [
                experiment.Id, experiment.Name, experiment.Kind, experiment.Unit, experiment.Status, Shares(experiment), experiment.Winner,
                experiment.Revision.ToString(CultureInfo.InvariantCulture),
            ];
            table.AddRow(cells.Select(cell => new Text(cell ?? string.Empty)));
        }

        context.OutputConsole().Write(table);
    }

    /// <summary>The arms with their shares.</summary>
    public static string Shares(ExperimentAnswer experiment) => string.Join(", ", experiment.Arms.Select(arm => $"{arm.Name} {Percent(arm.Share)}"));

    /// <summary>Writes how an experiment stands.</summary>
    public static void Write(ExperimentReportAnswer report, CliContext context)
    {
        var (output, experiment) = (context.Output, report.Experiment);
        output.WriteLine($"{experiment.Name} ({experiment.Id})");
        if (experiment.Hypothesis is { } hypothesis) output.WriteLine($"  hypothesis    {hypothesis}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  status        {experiment.Status}, revision {experiment.Revision}{Since(experiment)}"));
        output.WriteLine($"  kind          {experiment.Kind}, by {experiment.Unit}; success: {experiment.Metric}");
        context.OutputConsole().Write(Arms(report));
        output.WriteLine(report.SampleRatio is { Mismatch: true } mismatch
            ? string.Create(CultureInfo.InvariantCulture, $"  shares        MISMATCH (p {mismatch.PValue:G2}): no result may be believed")
            : "  shares        as they should be");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  outcomes      {report.NeededPerArm:N0} per arm for a verdict, {report.StillNeeded:N0} still needed in all"));
        output.WriteLine($"  verdict       {report.Verdict}{(report.Winner is { } winner ? $": {winner}" : string.Empty)}. {report.Reason}");
        output.WriteLine($"  to do         {report.Recommendation}");
        if (experiment.Log is not { Count: > 0 } log) return;
        output.WriteLine("  changes");
        foreach (var entry in log)
        {
            var words = string.Join("; ", new[] { entry.Details, entry.Reason }.OfType<string>());
            output.WriteLine($"    {ModelText.Time(entry.At)}  {entry.Action} by {entry.Actor}{(words.Length > 0 ? $": {words}" : string.Empty)}");
        }
    }

    private static Table Arms(ExperimentReportAnswer report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("arm", "share", "version", "exposed", "failed", "outcomes", "successes", "rate", "difference", "p");
        foreach (var arm in report.Arms)
        {
            string[] cells =
            [
                arm.Control ? $"{arm.Name} (control)" : arm.Name,
                Percent(arm.Share),
                arm.Version ?? string.Empty,
                Count(arm.Exposed),
                Count(arm.Failed),
                Count(arm.Observed),
                Count(arm.Successes),
                arm.Rate is { } rate ? rate.ToString("0.000", CultureInfo.InvariantCulture) : string.Empty,
                arm.Difference is { } difference ? string.Create(CultureInfo.InvariantCulture, $"{difference:+0.000;-0.000;0.000} ({arm.Low:+0.000;-0.000;0.000} to {arm.High:+0.000;-0.000;0.000})") : string.Empty,
                arm.PValue is { } p ? p.ToString("G2", CultureInfo.InvariantCulture) : string.Empty,
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        return table;
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Since(ExperimentAnswer experiment) => experiment switch
    {
        { StartedAt: { } start, EndedAt: { } end } => $", {ModelText.Time(start)} to {ModelText.Time(end)}",
        { StartedAt: { } start } => $", since {ModelText.Time(start)}",
        _ => string.Empty,
    };
}
