using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster feedback list</c> and <c>cluster feedback agreement</c>.</summary>
internal static class FeedbackLists
{
    /// <summary>Feedback in words.</summary>
    public static string Sentence(FeedbackAnswer feedback)
    {
        var predicted = feedback.Predicted is { } seen ? string.Create(CultureInfo.InvariantCulture, $" {seen.Label} ({seen.Confidence:0.000}, {seen.ModelVersion})") : string.Empty;
        var right = feedback.Verdict == "incorrect" && feedback.Emotion is { } emotion ? $", it is {emotion}" : string.Empty;
        var undone = feedback.UndoneAt is null ? string.Empty : " (taken back)";
        return $"{feedback.ClipId ?? feedback.TrackId}:{predicted} is {feedback.Verdict}{right}, says {feedback.Author}{undone}";
    }

    public static Command CreateList(CliContext context)
    {
        var track = new Option<string>("--track") { Description = "On this track and its clips.", HelpName = "TRACK" };
        var author = new Option<string>("--author") { Description = "By authors of this name.", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = "Also what was taken back." };
        var limit = CommonOptions.Limit(50);
        var cursor = CommonOptions.Cursor();
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print what the gateway says as one line of JSON.");
        var command = new Command("list", "List feedback, newest first.") { track, author, all, limit, cursor, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var page = await client.ListFeedbackAsync(
                parsed.GetValue(track), parsed.GetValue(author), parsed.GetValue(all), parsed.GetValue(limit)!.Value, parsed.GetValue(cursor), cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(page.Json));
            else Write(page.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    public static Command CreateAgreement(CliContext context)
    {
        var kinds = FeedbackCommand.ManyKinds();
        var least = CommonOptions.Whole("--least", "N", "Tracks and clips that two raters must have in common to be listed.", 1, int.MaxValue, 10);
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the report as one line of JSON.");
        var command = new Command("agreement", "Say how far raters agree: annotators and data sets, unless --kind says otherwise.") { kinds, least, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var report = await client.GetAgreementAsync(parsed.GetValue(kinds) ?? [], parsed.GetValue(least)!.Value, cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(report.Json));
            else Write(report.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(FeedbackListAnswer page, CliContext context)
    {
        if (page.Feedback.Count == 0)
        {
            context.Output.WriteLine("no feedback: give some with 'cluster feedback add TRACK'.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("id", "of", "predicted", "verdict", "right", "author", "kind", "given", "taken back");
        foreach (var feedback in page.Feedback)
        {
            string?[] cells =
            [
                feedback.Id, feedback.ClipId ?? feedback.TrackId, feedback.Predicted?.Label, feedback.Verdict, feedback.Emotion ?? "unknown", feedback.Author, feedback.Kind,
                ModelText.Time(feedback.CreatedAt), feedback.UndoneAt is { } at ? ModelText.Time(at) : null,
            ];
            table.AddRow(cells.Select(cell => new Text(cell ?? string.Empty)));
        }

        context.OutputConsole().Write(table);
        CommonOptions.WriteMore(page.NextCursor, context);
    }

    private static void Write(AgreementAnswer report, CliContext context)
    {
        var culture = CultureInfo.InvariantCulture;
        var output = context.Output;
        output.WriteLine(string.Create(culture, $"{report.Raters} raters, {report.Items} tracks and clips with two ratings or more, {report.SingleItems} with one"));
        if (report.RatersLeftOut > 0) output.WriteLine(string.Create(culture, $"{report.RatersLeftOut} raters with fewer ratings are left out"));
        output.WriteLine($"  agreement    {Figure(report.PercentAgreement)}");
        output.WriteLine($"  Fleiss kappa {Figure(report.FleissKappa)}");
        if (report.Pairs.Count == 0) return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("rater", "rater", "in common", "agreement", "Cohen kappa");
        foreach (var pair in report.Pairs)
        {
            string[] cells = [Name(pair.First), Name(pair.Second), pair.Items.ToString(culture), Figure(pair.PercentAgreement), Figure(pair.CohenKappa)];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        context.OutputConsole().Write(table);
    }

    private static string Name(RaterAnswer rater) => $"{rater.Author} ({rater.Kind})";

    private static string Figure(AgreementFigureAnswer? figure) => figure switch
    {
        null => "not defined",
        { Low: { } low, High: { } high } => string.Create(CultureInfo.InvariantCulture, $"{figure.Value:0.000} [{low:0.000}, {high:0.000}]"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{figure.Value:0.000} (too few for an interval)"),
    };
}
