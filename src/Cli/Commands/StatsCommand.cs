using System.CommandLine;
using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster stats emotions --by GROUP</c>: how emotions are distributed.</summary>
internal static class StatsCommand
{
    private static readonly string[] Emotions = [.. Enum.GetValues<EmotionLabel>().Select(emotion => emotion.ToName())];

    public static Command Create(CliContext context) => new("stats", "Count over the catalogue.") { CreateEmotions(context) };

    private static Command CreateEmotions(CliContext context)
    {
        var by = new Option<string>("--by") { Description = "artist, album, genre, year or session.", HelpName = "GROUP", Required = true };
        by.AcceptOnlyFromAmong("artist", "album", "genre", "year", "session");
        Option<string>[] filters =
        [
            Filter("--emotion", "EMOTION", "Tracks of this emotion only."),
            Filter("--decision", "DECISION", "Tracks of this decision only: tagged, topTwo or review."),
            Filter("--artist", "NAME", "Tracks of this artist only."),
            Filter("--album", "TITLE", "Tracks of this album only."),
            Filter("--genre", "GENRE", "Tracks of this genre only."),
        ];
        var year = CommonOptions.Whole("--year", "YEAR", "Tracks of this year only.", 0, 9999);
        var least = CommonOptions.Number("--min-confidence", "P", "Tracks of at least this confidence only.", value => value is >= 0 and <= 1, "it must lie in 0 to 1");
        var limit = CommonOptions.Whole("--limit", "N", "How many groups to list, at most 500.", 1, 500, 20);
        var cursor = CommonOptions.Cursor();
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print what the gateway says as one line of JSON.");
        var command = new Command("emotions", "Emotions, decisions and confidence by artist, album, genre, year or listening session, the largest group first.") { by };
        foreach (var filter in filters) command.Add(filter);
        foreach (var option in (Option[])[year, least, limit, cursor, gateway, json]) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var wanted = filters.Select(filter => (filter.Name[2..], parsed.GetValue(filter)))
                .Append(("year", parsed.GetValue(year)?.ToString(CultureInfo.InvariantCulture)))
                .Append(("minConfidence", parsed.GetValue(least)?.ToString("R", CultureInfo.InvariantCulture)));
            var page = await client.GetEmotionStatsAsync(parsed.GetRequiredValue(by), wanted, parsed.GetValue(limit)!.Value, parsed.GetValue(cursor), cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(page.Json));
            else Write(page.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<string> Filter(string name, string helpName, string description) => new(name) { Description = description, HelpName = helpName };

    private static void Write(EmotionStatsAnswer page, CliContext context)
    {
        if (page.Groups.Count == 0)
        {
            context.Output.WriteLine(page.By == "session" ? "no sessions: report plays with 'cluster events import FILE'." : "no tracks: tag some with 'cluster backfill'.");
            return;
        }

        var culture = CultureInfo.InvariantCulture;
        var table = new Table().Border(TableBorder.Simple).AddColumns([page.By, "tracks", "clips", .. Emotions, "tagged", "review", "confidence"]);
        foreach (var group in page.Groups)
        {
            string[] cells =
            [
                group.Key ?? "(none)", group.Tracks.ToString(culture), group.Clips.ToString(culture), .. Emotions.Select(emotion => Share(group.Emotions, emotion)),
                Share(group.Decisions, "tagged"), Share(group.Decisions, "review"), group.MeanConfidence?.ToString("0.000", culture) ?? string.Empty,
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        context.OutputConsole().Write(table);
        CommonOptions.WriteMore(page.NextCursor, context);
    }

    private static string Share(IReadOnlyDictionary<string, CountAnswer> parts, string name) =>
        parts.TryGetValue(name, out var part) ? string.Create(CultureInfo.InvariantCulture, $"{part.Count} ({100 * part.Share:0} %)") : string.Empty;
}
