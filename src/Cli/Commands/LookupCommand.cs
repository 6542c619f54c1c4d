using System.CommandLine;
using System.Globalization;
using System.Net;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster lookup TRACK</c>: what the catalogue knows about a track.</summary>
internal static class LookupCommand
{
    public static Command Create(CliContext context)
    {
        var track = new Argument<string>("TRACK") { Description = "The track's id." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the track as one line of JSON.");
        var command = new Command("lookup", "Show a track of the enriched catalogue.") { track, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var id = parsed.GetRequiredValue(track);
            var found = await FindAsync(client, id, cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(found.Json));
            else Write(found.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<Received<TrackAnswer>> FindAsync(GatewayClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetTrackAsync(id, cancellationToken);
        }
        catch (GatewayException unknown) when (unknown.Status == HttpStatusCode.NotFound)
        {
            throw new CliException($"there is no track '{id}' in the catalogue.");
        }
    }

    private static void Write(TrackAnswer track, CliContext context)
    {
        var output = context.Output;
        output.WriteLine(track.TrackId);
        Fact(output, "title", track.Title);
        Fact(output, "artist", track.Artist);
        Fact(output, "album", track.Album);
        Fact(output, "genre", track.Genre);
        Fact(output, "year", track.Year?.ToString(CultureInfo.InvariantCulture));
        Fact(output, "length", track.DurationS is { } seconds ? JobText.Duration(seconds) : null);
        if (track.Emotion is not { } emotion)
        {
            output.WriteLine("not tagged yet");
            return;
        }

        var culture = CultureInfo.InvariantCulture;
        Fact(output, "emotion", string.Create(culture, $"{emotion.Label} ({emotion.Confidence:0.000}, {emotion.Decision})"));
        Fact(output, "all", string.Join(", ", emotion.Probabilities.Select(pair => string.Create(culture, $"{pair.Key} {pair.Value:0.000}"))));
        Fact(output, "model", emotion.ModelVersion);
        Fact(output, "clips", emotion.Clips is { } clips ? string.Create(culture, $"{clips}, by {emotion.Method}") : null);
        if (track.Timeline.Count > 1) context.OutputConsole().Write(Timeline(track.Timeline));
    }

    private static Table Timeline(IReadOnlyList<EmotionAnswer> windows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("from", "to", "emotion", "confidence", "decision");
        foreach (var window in windows)
        {
            var start = window.StartS ?? 0;
            table.AddRow(
                new Text(JobText.Duration(start)),
                new Text(JobText.Duration(start + (window.DurS ?? 0))),
                new Text(window.Label),
                new Text(window.Confidence.ToString("0.000", CultureInfo.InvariantCulture)),
                new Text(window.Decision ?? string.Empty));
        }

        return table;
    }

    private static void Fact(TextWriter output, string name, string? value)
    {
        if (value is not null) output.WriteLine($"  {name,-8} {value}");
    }
}
