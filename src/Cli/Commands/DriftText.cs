using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary>Writes drift and alerts for people.</summary>
internal static class DriftText
{
    // From empty to full, one for each bin: the share of the window, against the fullest bin.
    private const string Bars = "▁▂▃▄▅▆▇█";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Writes a report.</summary>
    public static void Write(DriftAnswer drift, int top, CliContext context)
    {
        var output = context.Output;
        output.WriteLine(string.Create(Culture, $"{drift.Model}, window {drift.Window}: {ModelText.Time(drift.OpenedAt)} to {ModelText.Time(drift.ClosedAt)}, {drift.Rows} recordings, {drift.Sources} processes")
            + (drift.Dropped > 0 ? string.Create(Culture, $", {drift.Dropped} not counted") : string.Empty));
        var (said, quality) = (drift.Predictions, drift.Quality);
        output.WriteLine(string.Create(Culture, $"  mean confidence {said.MeanConfidence:0.000}, entropy {said.MeanEntropy:0.000} nats, for review {said.ReviewRate * 100:0.0} %"));
        output.WriteLine("  predicted   " + string.Join(", ", said.ByEmotion.Select(pair => string.Create(Culture, $"{pair.Key} {pair.Value}"))));
        output.WriteLine(string.Create(Culture, $"  labelled    {quality.Labelled} predictions") + (quality.MacroF1 is null
            ? string.Empty
            : string.Create(Culture, $": accuracy {quality.Accuracy:0.000}, macro-F1 {quality.MacroF1:0.000} (at training {Figure(quality.TrainedMacroF1)}), ECE {quality.Ece:0.000} (at training {Figure(quality.TrainedEce)})")));
        if (quality.EstimatedMacroF1 is { } estimated)
        {
            output.WriteLine(string.Create(Culture, $"  estimated   accuracy {quality.EstimatedAccuracy:0.000}, macro-F1 {estimated:0.000}"));
            output.WriteLine($"              {quality.BlindSpot}");
        }

        if (drift.ReferenceRows == 0) output.WriteLine("  nothing is compared: the model has no training set on record.");
        else WriteTable(drift, top, context);
        if (drift.Open is { } open)
            output.WriteLine(string.Create(Culture, $"open window: {open.Rows} recordings since {ModelText.Time(open.Since)}, {open.RowsNeeded} more are needed, closes from {ModelText.Time(open.ClosesFrom)}"));
    }

    /// <summary>Writes a list of windows.</summary>
    public static void Write(DriftWindowsAnswer page, CliContext context)
    {
        if (page.Windows.Count == 0)
        {
            context.Output.WriteLine("no window is closed yet: 'cluster drift' says what it takes.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("window", "model", "closed", "recordings", "level", "drifted", "confidence", "review", "labelled", "macro-F1", "estimated");
        foreach (var window in page.Windows)
        {
            AddRow(
                table, window.Window.ToString(Culture), window.Model, ModelText.Time(window.ClosedAt), window.Rows.ToString(Culture), window.Level ?? "not judged yet", window.Drifted?.ToString(Culture),
                Figure(window.MeanConfidence), Figure(window.ReviewRate), window.Labelled?.ToString(Culture), Figure(window.MacroF1), Figure(window.EstimatedMacroF1));
        }

        context.OutputConsole().Write(table);
        CommonOptions.WriteMore(page.NextCursor, context);
    }

    /// <summary>Writes alerts: each needs more words than a table's cell holds.</summary>
    public static void Write(AlertsAnswer page, CliContext context)
    {
        var output = context.Output;
        if (page.Alerts.Count == 0)
        {
            output.WriteLine("no alerts.");
            return;
        }

        foreach (var alert in page.Alerts)
        {
            output.WriteLine($"{alert.Id}  {alert.Level}  {alert.What} of {alert.Model}, since {ModelText.Time(alert.Since)}");
            output.WriteLine($"  evidence  {alert.Evidence}");
            output.WriteLine($"  advice    {alert.Advice}");
            if (alert.Acknowledged is { } noted) output.WriteLine($"  noted     by {noted.By}, {ModelText.Time(noted.At)}{(noted.Reason is null ? string.Empty : $": {noted.Reason}")}");
            if (alert.ClearedAt is { } cleared) output.WriteLine($"  ended     {ModelText.Time(cleared)}: {alert.ClearedBecause}");
        }

        CommonOptions.WriteMore(page.NextCursor, context);
    }

    private static void WriteTable(DriftAnswer drift, int top, CliContext context)
    {
        context.Output.WriteLine(string.Create(Culture, $"  level {drift.Level}: {drift.Drifted} of {drift.Features.Count} features differ from {drift.ReferenceRows} independent rows of the training set"));
        var table = new Table().Border(TableBorder.Simple).AddColumns("series", "PSI", "threshold", "KL", "p", "level", "windows", "alert", "training", "window");
        foreach (var series in new[] { drift.PredictedEmotions, drift.Confidence }.OfType<DriftSeriesAnswer>().Concat(drift.Features.OrderByDescending(series => series.Psi).Take(top)))
        {
            AddRow(
                table, series.Name, Figure(series.Psi), Figure(series.Threshold), Figure(series.Kl), series.PValue.ToString(series.PValue < 0.001 ? "0e0" : "0.000", Culture), series.Level,
                series.WindowsRunning.ToString(Culture), series.Alert, Draw(series.Histogram?.Reference), Draw(series.Histogram?.Window));
        }

        context.OutputConsole().Write(table);
    }

    private static string Draw(IReadOnlyList<long>? counts)
    {
        var most = counts is { Count: > 0 } ? counts.Max() : 0;
        return most == 0 ? string.Empty : string.Concat(counts!.Select(count => Bars[(int)Math.Round((double)count / most * (Bars.Length - 1))]));
    }

    private static void AddRow(Table table, params string?[] cells) => table.AddRow(cells.Select(cell => new Text(cell ?? string.Empty)));

    private static string Figure(double? value) => value?.ToString("0.000", Culture) ?? "-";
}
