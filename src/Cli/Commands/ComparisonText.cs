using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary>Writes a comparison of two models for people.</summary>
internal static class ComparisonText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static void Write(ComparisonAnswer comparison, CliContext context)
    {
        var output = context.Output;
        output.WriteLine($"{comparison.Candidate} beside {comparison.Champion}: {comparison.Reason}");
        output.WriteLine();
        output.WriteLine(string.Create(
            Invariant,
            $"{comparison.Clips:N0} clips{(comparison.Sampled ? " (a sample)" : string.Empty)}, called the same {comparison.Agreement.Share:P1}{(comparison.Agreement.Kappa is { } kappa ? $", kappa {kappa:0.00}" : string.Empty)}; champion down, candidate across:"));
        WriteAgreement(comparison.Agreement, context);
        WriteDisagreements(comparison.Disagreements, context);
        if (comparison.Labelled is { } labelled) WriteLabelled(labelled, context);
        var labels = comparison.Labels;
        output.WriteLine(string.Create(
            Invariant,
            $"labels: {labels.Have:N0} of about {labels.Needed:N0} that show a difference of {labels.Difference:0.###} with a chance of {labels.Power:P0}; {labels.Still:N0} still needed"));
        if (comparison.Traffic is { } traffic) WriteTraffic(traffic, context);
    }

    private static void WriteAgreement(AgreementMatrixAnswer agreement, CliContext context)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns([string.Empty, .. agreement.Emotions]);
        for (var row = 0; row < agreement.Counts.Count; row++)
            table.AddRow(agreement.Counts[row].Select(count => count.ToString("N0", Invariant)).Prepend(agreement.Emotions[row]).Select(cell => new Text(cell)));
        context.OutputConsole().Write(table);
    }

    private static void WriteDisagreements(DisagreementsAnswer disagreements, CliContext context)
    {
        context.Output.WriteLine(string.Create(Invariant, $"{disagreements.Count:N0} clips that both are sure of ({disagreements.Sure:0.##}) and call differently"));
        if (disagreements.Items.Count == 0) return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("clip", "champion", "candidate", "truth");
        foreach (var clip in disagreements.Items)
        {
            string[] cells =
            [
                clip.ClipId,
                string.Create(Invariant, $"{clip.Champion} {clip.ChampionConfidence:0.00}"),
                string.Create(Invariant, $"{clip.Candidate} {clip.CandidateConfidence:0.00}"),
                clip.Truth ?? "?",
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        context.OutputConsole().Write(table);
    }

    private static void WriteLabelled(LabelledAnswer labelled, CliContext context)
    {
        context.Output.WriteLine(string.Create(Invariant, $"{labelled.Clips:N0} labelled clips of {labelled.Groups:N0} artists or tracks"));
        var table = new Table().Border(TableBorder.Simple).AddColumns("on labelled clips", "clips", "champion", "candidate", "difference", "95 % interval", "p of a fall");
        Row("accuracy", labelled.Clips, labelled.Accuracy, null);
        Row("macro-F1", labelled.Clips, labelled.MacroF1, null);
        foreach (var one in labelled.Classes) Row($"F1 {one.Emotion}", one.Clips, one.F1, one.AdjustedPDown);
        foreach (var slice in labelled.Slices) Row($"accuracy {slice.Name}", slice.Clips, slice.Accuracy, slice.AdjustedPDown);
        context.OutputConsole().Write(table);
        var test = labelled.McNemar;
        context.Output.WriteLine(string.Create(
            Invariant, $"only the champion right {test.OnlyChampionRight:N0}, only the candidate {test.OnlyCandidateRight:N0}: McNemar p {PValue(test.PValue)}{(test.Exact ? " (exact)" : string.Empty)}"));
        if (labelled.SmallSlices > 0) context.Output.WriteLine(string.Create(Invariant, $"{labelled.SmallSlices:N0} genres or tempi have too few labelled clips to be looked at"));

        void Row(string name, int clips, DifferenceAnswer difference, double? fall)
        {
            string[] cells =
            [
                name,
                clips.ToString("N0", Invariant),
                difference.Champion.ToString("0.000", Invariant),
                difference.Candidate.ToString("0.000", Invariant),
                difference.Difference.ToString("+0.000;-0.000;0.000", Invariant),
                difference is { Low: { } low, High: { } high } ? string.Create(Invariant, $"{low:+0.000;-0.000;0.000} to {high:+0.000;-0.000;0.000}") : "too few artists",
                fall?.ToString("0.###", Invariant) ?? string.Empty,
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
    }

    // Rounded to 0 it would claim a certainty that no test gives.
    private static string PValue(double p) => p < 0.0001 ? "below 0.0001" : p.ToString("0.####", Invariant);

    private static void WriteTraffic(ShadowTrafficAnswer traffic, CliContext context)
    {
        context.Output.WriteLine(string.Create(
            Invariant, $"as a shadow: {traffic.Requests:N0} recordings, {traffic.Failed:N0} failed, {traffic.Dropped:N0} dropped, {traffic.Benched:N0} benched, {traffic.Unstored:N0} predictions not stored"));
        context.Output.WriteLine(string.Create(
            Invariant, $"to review: {traffic.Reviews:N0} of {traffic.Predictions:N0} predictions, the champion's {traffic.ChampionReviews:N0}"));
        if (traffic.ScoringP95Seconds is not { } scoring) return;
        var answers = traffic.ChampionP95Seconds is { } p95 ? string.Create(Invariant, $"; the champion's answers within {p95:0.000} s") : string.Empty;
        context.Output.WriteLine(string.Create(Invariant, $"95 of 100 recordings are scored within {scoring * 1000:0.##} ms{answers}"));
    }
}
