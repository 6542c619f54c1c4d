using System.Globalization;
using System.Text;

namespace Cluster.Modeling.Reports;

/// <summary>A model card as Markdown.</summary>
internal static class ModelCardText
{
    public static string Render(ModelCard card)
    {
        var text = new StringBuilder();
        var evaluation = card.Evaluation;
        Line(text, $"# Emotion model {card.ModelVersion}\n");
        if (card.Description is not null) Line(text, $"{OneLine(card.Description)}\n");
        Line(text, $"Algorithm: {card.Algorithm}. Feature schema: `{card.Dataset.SchemaId}`, {card.Dataset.Features} features.\n");
        Line(text, $"**Verdict: {(card.Verdict.Promotable ? "promotable" : "not promotable")}.**\n");
        foreach (var reason in card.Verdict.Reasons) Line(text, $"- {OneLine(reason)}");
        if (card.Verdict.Reasons.Count > 0) Line(text, $"");

        Line(text, $"## Data\n");
        Line(text, $"{card.Dataset.Rows} rows in {card.Dataset.Groups} groups; content hash `{card.Dataset.Sha256}`.\n");
        Line(text, $"| emotion | rows |\n| --- | --- |");
        foreach (var (name, rows) in card.Dataset.Classes) Line(text, $"| {name} | {rows} |");

        Line(text, $"\n## Held-out figures\n");
        Line(text, $"Stratified group cross-validation, {evaluation.Folds} folds, {evaluation.Repeats} repeats, pooled; 95 % intervals by bootstrap over groups.\n");
        Line(text, $"| figure | value | 95 % interval |\n| --- | --- | --- |");
        Figure(text, evaluation, "accuracy", evaluation.Accuracy);
        Figure(text, evaluation, "macroF1", evaluation.MacroF1);
        Figure(text, evaluation, "ece", evaluation.Ece);
        Line(text, $"| ECE before calibration | {evaluation.EceBeforeCalibration:F3} | |");
        Line(text, $"| ECE that chance explains | {evaluation.EceByChance:F3} | |");
        Line(text, $"| Brier score | {evaluation.Brier:F3} | |");
        Line(text, $"| log-loss | {evaluation.LogLoss:F3} | |");
        Line(text, $"| always the most frequent emotion | {evaluation.ChanceAccuracy:F3} | |");
        foreach (var (name, value) in evaluation.PerClassF1) Line(text, $"| F1 {name} | {value:F3} | |");
        var tagged = evaluation.Tagged;
        var right = tagged.Accuracy is { } accuracy ? string.Create(CultureInfo.InvariantCulture, $"{accuracy:P1} of them rightly") : "none of them";
        Line(text, $"\nAt confidence {tagged.Threshold:F2} or more, {tagged.Coverage:P1} of the clips are tagged, {right}.\n");

        Line(text, $"| truth \\ prediction | {string.Join(" | ", evaluation.ConfusionLabels)} |");
        Line(text, $"|{string.Concat(Enumerable.Repeat(" --- |", evaluation.ConfusionLabels.Count + 1))}");
        for (var k = 0; k < evaluation.Confusion.Count; k++)
            Line(text, $"| {evaluation.ConfusionLabels[k]} | {string.Join(" | ", evaluation.Confusion[k])} |");
        Slices(text, evaluation);
        Candidates(text, card.Candidates);

        Line(text, $"\n## Limits\n");
        foreach (var limit in card.Limits) Line(text, $"- {OneLine(limit)}");
        return text.ToString();
    }

    private static void Slices(StringBuilder text, EvaluationSection evaluation)
    {
        if (evaluation.Slices.Count == 0) return;
        Line(text, $"\n| slice | rows | accuracy | 95 % interval | macro-F1 | 95 % interval |\n| --- | --- | --- | --- | --- | --- |");
        foreach (var slice in evaluation.Slices)
        {
            Line(text, slice is { Accuracy: { } accuracy, MacroF1: { } macroF1, AccuracyInterval: { } first, MacroF1Interval: { } second }
                ? (FormattableString)$"| {slice.By}: {OneLine(slice.Name)} | {slice.Rows} | {accuracy:F3} | {first.Low:F3} to {first.High:F3} | {macroF1:F3} | {second.Low:F3} to {second.High:F3} |"
                : $"| {slice.By}: {OneLine(slice.Name)} | {slice.Rows} | {slice.Note} | | | |");
        }
    }

    private static void Candidates(StringBuilder text, IReadOnlyList<CandidateSection> candidates)
    {
        Line(text, $"\n## Candidates\n");
        Line(text, $"Compared on held-out groups inside the training rows, so that the figures above judge the choice too; these here flatter a little.\n");
        Line(text, $"| candidate | best settings | log-loss | accuracy | chosen in folds |\n| --- | --- | --- | --- | --- |");
        foreach (var candidate in candidates)
        {
            var name = candidate.Final ? $"**{candidate.Name}**" : candidate.Name;
            Line(text, $"| {name} | {OneLine(candidate.Settings)} | {candidate.LogLoss:F3} | {candidate.Accuracy:F3} | {candidate.Chosen} |");
        }
    }

    private static void Figure(StringBuilder text, EvaluationSection evaluation, string name, double value)
    {
        var interval = evaluation.Intervals[name];
        Line(text, $"| {name} | {value:F3} | {interval.Low:F3} to {interval.High:F3} |");
    }

    // Names come from files: they must not break out of their table cell or line.
    private static string OneLine(string value) => value.ReplaceLineEndings(" ").Replace('|', '/');

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
