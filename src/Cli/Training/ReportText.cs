using System.Globalization;
using Cluster.Modeling.Importing;
using Cluster.Modeling.Reports;

namespace Cluster.Cli.Training;

/// <summary>A report in words.</summary>
internal static class ReportText
{
    /// <summary>Writes what people want to know first.</summary>
    public static void Write(TextWriter output, TrainingReport report)
    {
        var (data, cv) = (report.Dataset, report.Cv);
        var classes = string.Join(", ", data.Classes.Select(pair => Line($"{pair.Key} {pair.Value}")));
        output.WriteLine(Line($"data: {data.Rows} rows in {data.Groups} groups ({classes}), {data.Features} features, schema {data.SchemaId}"));
        Repairs(output, report.Import);
        output.WriteLine(cv.Folds > 0
            ? Line($"held-out figures ({cv.Folds} folds x {cv.Repeats}, 95 % intervals over groups):")
            : "figures on this data (95 % intervals over groups):");
        Figure(output, "accuracy", cv.Accuracy, cv.Intervals.GetValueOrDefault("accuracy"));
        Figure(output, "macro-F1", cv.MacroF1, cv.Intervals.GetValueOrDefault("macroF1"));
        Figure(output, "ECE", cv.Ece, cv.Intervals.GetValueOrDefault("ece"));
        output.WriteLine(Line($"  ECE before calibration {cv.EceBeforeCalibration:F3}; always the most frequent emotion: accuracy {cv.ChanceAccuracy:F3}"));
        output.WriteLine("  F1 " + string.Join(", ", cv.PerClassF1.Select(pair => Line($"{pair.Key} {pair.Value:F3}"))));
        var tagged = cv.Tagged;
        output.WriteLine(Line($"  at confidence {tagged.Threshold:F2} or more: {tagged.Coverage:P1} of the rows") + (tagged.Accuracy is { } right ? Line($", accuracy {right:F3}") : string.Empty));
        foreach (var slice in cv.Slices) Slice(output, slice);
        Candidates(output, report);
        output.WriteLine(report.Verdict.Promotable ? "verdict: promotable" : "verdict: not promotable");
        foreach (var reason in report.Verdict.Reasons) output.WriteLine($"  - {reason}");
    }

    private static void Candidates(TextWriter output, TrainingReport report)
    {
        if (report.Candidates.Count == 0) return;
        var folds = report.Cv.Folds * report.Cv.Repeats;
        output.WriteLine("candidates (log-loss and accuracy on held-out groups inside the training rows; how often the outer folds chose them):");
        foreach (var candidate in report.Candidates)
            output.WriteLine(Line($"{(candidate.Final ? '*' : ' ')} {candidate.Name,-20} {candidate.LogLoss:F3} {candidate.Accuracy:F3} {candidate.Chosen,3} of {folds}  {candidate.Settings}"));
    }

    private static void Repairs(TextWriter output, ImportReport import)
    {
        var dropped = import.RowsRead - import.RowsUsed;
        if (dropped > 0 && import.FailedAudio.Count == 0) output.WriteLine(Line($"  {dropped} of {import.RowsRead} rows were left out"));
        if (import.ExactDuplicatePairs + import.NearDuplicatePairs > 0)
        {
            output.WriteLine(Line($"  {import.ExactDuplicatePairs} exact and {import.NearDuplicatePairs} near duplicates are kept in one fold each"));
        }

        foreach (var (name, reason) in import.FailedAudio) output.WriteLine($"  unusable: {name}: {reason}");
    }

    private static void Slice(TextWriter output, Slice slice)
    {
        var figures = slice is { Accuracy: { } accuracy, MacroF1: { } macroF1, AccuracyInterval: { } first, MacroF1Interval: { } second }
            ? Line($"accuracy {accuracy:F3} ({first.Low:F3} to {first.High:F3}), macro-F1 {macroF1:F3} ({second.Low:F3} to {second.High:F3})")
            : slice.Note;
        output.WriteLine(Line($"  {slice.By} {slice.Name.ReplaceLineEndings(" ")}: {slice.Rows} rows, ") + figures);
    }

    private static void Figure(TextWriter output, string name, double value, Modeling.Evaluation.Interval? interval)
    {
        var range = interval is null ? string.Empty : Line($" ({interval.Low:F3} to {interval.High:F3})");
        output.WriteLine(Line($"  {name} {value:F3}") + range);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
