using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary>An explanation for people: tables with bars, to the right for the top emotion, to the left for the runner-up.</summary>
internal static class ExplanationText
{
    private const int HalfBar = 12;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static void Write(ClipExplanationAnswer answer, CliContext context)
    {
        var (clip, why) = (answer.Clip, answer.Explanation);
        var output = context.Output;
        output.WriteLine($"{clip.ClipId} ({JobText.Duration(clip.StartS)} to {JobText.Duration(clip.StartS + clip.DurS)})");
        if (clip.Prediction is { } prediction) output.WriteLine(string.Create(Culture, $"  {prediction.Label} ({prediction.Confidence:0.000}, {prediction.Decision}), by {why.ModelVersion}"));
        output.WriteLine($"  {why.Top} against {why.RunnerUp}: + speaks for {why.Top}, - for {why.RunnerUp}; log-odds in {why.Difference.Unit}");
        output.WriteLine(Sum(why));
        var console = context.OutputConsole();
        var most = why.Groups.Select(group => Math.Abs(group.Contribution)).Concat(why.Features.Select(feature => Math.Abs(feature.Contribution))).DefaultIfEmpty(0).Max();
        console.Write(Groups(why, most));
        if (why.Features.Count > 0) console.Write(Features(why, most));
        output.WriteLine($"  {How(why)}");
    }

    /// <summary>A bar around a middle line.</summary>
    internal static string Bar(double value, double most)
    {
        var length = most > 0 ? (int)Math.Round(Math.Abs(value) / most * HalfBar) : 0;
        var bar = new string('#', length);
        return value < 0 ? bar.PadLeft(HalfBar) + "|" : new string(' ', HalfBar) + "|" + bar;
    }

    private static string Sum(ExplanationAnswer why)
    {
        var residual = Math.Abs(why.Difference.Residual) >= 0.0005 ? string.Create(Culture, $" {why.Difference.Residual:+0.000;-0.000} left unexplained") : string.Empty;
        return string.Create(Culture, $"  {why.Difference.Base:0.000} on average {why.Groups.Sum(group => group.Contribution):+0.000;-0.000;+0.000} from this clip{residual} = {why.Difference.Output:0.000}");
    }

    private static Table Groups(ExplanationAnswer why, double most)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("group", "features", "contribution", "bar");
        foreach (var group in why.Groups)
        {
            var missing = group.Missing > 0 ? string.Create(Culture, $" ({group.Missing} missing)") : string.Empty;
            Add(table, group.Name, string.Create(Culture, $"{group.Features}{missing}"), Signed(group.Contribution), Bar(group.Contribution, most));
        }

        return table;
    }

    private static Table Features(ExplanationAnswer why, double most)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("feature", "group", "value", "percentile", "contribution", "bar");
        foreach (var feature in why.Features)
        {
            Add(table, feature.Name, feature.Group, Value(feature), feature.Percentile?.ToString("0", Culture) ?? string.Empty, Signed(feature.Contribution, feature.StandardError), Bar(feature.Contribution, most));
        }

        if (why.OtherFeatures is { } rest)
            Add(table, string.Create(Culture, $"{rest.Count} more"), string.Empty, string.Empty, string.Empty, Signed(rest.Contribution), Bar(Math.Clamp(rest.Contribution, -most, most), most));
        return table;
    }

    private static string Value(FeatureAnswer feature)
    {
        if (feature.State == "missing") return "missing";
        var unit = feature.Unit is null or "1" ? string.Empty : " " + feature.Unit;
        return string.Create(Culture, $"{feature.Value:0.####}{unit}{(feature.State == "implausible" ? " (implausible)" : string.Empty)}");
    }

    private static string Signed(double value, double? error = null) =>
        string.Create(Culture, $"{value:+0.000;-0.000;0.000}{(error is { } spread ? string.Create(Culture, $" +-{spread:0.000}") : string.Empty)}");

    private static string How(ExplanationAnswer why)
    {
        var exact = why.Exact switch
        {
            { Groups: true, Features: true } => "exact",
            { Groups: true } => "groups exact, features sampled",
            _ => "an estimate",
        };
        var fit = why.Fit is { } quality ? string.Create(Culture, $"; fidelity {quality.Fidelity:0.00}, agreement of halves {quality.Agreement:0.00}") : string.Empty;
        return string.Create(Culture, $"{why.Method} by {why.Algorithm} ({exact}), against {why.Background.Rows} rows of training quantiles{fit}");
    }

    private static void Add(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));
}
