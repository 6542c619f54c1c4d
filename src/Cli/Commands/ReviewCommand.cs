using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster review</c>: what a person should listen to first.</summary>
internal static class ReviewCommand
{
    public static Command Create(CliContext context)
    {
        var limit = CommonOptions.Limit(20);
        var cursor = CommonOptions.Cursor();
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print what the gateway says as one line of JSON.");
        var command = new Command("review", "List the tracks that a person should listen to, what matters most first.") { limit, cursor, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var page = await client.ListReviewsAsync(parsed.GetValue(limit)!.Value, parsed.GetValue(cursor), cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(page.Json));
            else Write(page.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(ReviewsAnswer page, CliContext context)
    {
        if (page.Reviews.Count == 0)
        {
            context.Output.WriteLine("nothing to review: every unsure track is labelled, or none is tagged yet.");
            return;
        }

        var culture = CultureInfo.InvariantCulture;
        var table = new Table().Border(TableBorder.Simple).AddColumns("score", "track", "artist", "title", "decision", "best two", "contradicted", "plays");
        foreach (var (score, disagreement, plays, track) in page.Reviews)
        {
            var best = track.Emotion?.Probabilities.OrderByDescending(pair => pair.Value).Take(2).Select(pair => string.Create(culture, $"{pair.Key} {pair.Value:0.00}")) ?? [];
            string?[] cells =
            [
                score.ToString("0.000", culture), track.TrackId, track.Artist, track.Title, track.Emotion?.Decision, string.Join(", ", best),
                disagreement.ToString("0.00", culture), plays.ToString(culture),
            ];
            table.AddRow(cells.Select(cell => new Text(cell ?? string.Empty)));
        }

        context.OutputConsole().Write(table);
        CommonOptions.WriteMore(page.NextCursor, context);
    }
}
