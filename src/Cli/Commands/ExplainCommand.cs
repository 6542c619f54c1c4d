using System.CommandLine;
using System.Net;
using Cluster.Abstractions.Clips;
using Cluster.Cli.Gateway;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster explain TRACK[#INDEX]</c>: why a clip is predicted as it is.</summary>
internal static class ExplainCommand
{
    public static Command Create(CliContext context)
    {
        var track = new Argument<string>("TRACK") { Description = "The track's id, or a clip's, TRACK#INDEX. Of a track the clip is taken that says most surely what the track says." };
        var method = new Option<string>("--method") { Description = "shap or lime.", HelpName = "METHOD", DefaultValueFactory = _ => "shap" };
        method.AcceptOnlyFromAmong("shap", "lime");
        var limit = CommonOptions.Whole("--limit", "N", "How many features to list, at most 512.", 0, 512, 15);
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the explanation as one line of JSON.");
        var command = new Command("explain", "Say why a clip's stored prediction is what it is.") { track, method, limit, gateway, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var clip = await ClipOfAsync(client, parsed.GetRequiredValue(track), cancellationToken);
            var found = await client.ExplainClipAsync(clip, parsed.GetRequiredValue(method), parsed.GetValue(limit)!.Value, cancellationToken);
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(found.Json));
            else ExplanationText.Write(found.Value, context);
            return ExitCode.Ok;
        });
        return command;
    }

    // A track's id may itself end with # and a number: what is a track is taken for one.
    private static async Task<string> ClipOfAsync(GatewayClient client, string id, CancellationToken cancellationToken)
    {
        TrackAnswer track;
        try
        {
            track = (await client.GetTrackAsync(id, cancellationToken)).Value;
        }
        catch (GatewayException unknown) when (unknown.Status == HttpStatusCode.NotFound)
        {
            return ClipId.TryParse(id, out _) ? id : throw new CliException($"there is no track '{id}' in the catalogue.");
        }

        if (track.Emotion is not { } emotion) throw new CliException($"track '{id}' is not tagged yet.", "tag it with 'cluster backfill'.");
        var surest = track.Timeline.Index()
            .OrderByDescending(window => window.Item.Label == emotion.Label).ThenByDescending(window => window.Item.Confidence).ThenBy(window => window.Index)
            .Select(window => window.Index).FirstOrDefault();
        return new ClipId(id, surest).ToString();
    }
}
