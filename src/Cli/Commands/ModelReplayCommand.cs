using System.CommandLine;
using Cluster.Cli.Gateway;
using Cluster.Cli.Terminal;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster models replay</c>: what would change if a version replaced the champion.</summary>
internal static class ModelReplayCommand
{
    private const int MostSample = 100_000;
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AwayLimit = TimeSpan.FromMinutes(1);

    public static Command Create(CliContext context)
    {
        var version = new Argument<string>("VERSION") { Description = "The candidate." };
        var sample = CommonOptions.Whole("--sample", "N", "Tracks of a sample, which is the same for the same catalogue; 10,000 unless given.", 1, MostSample);
        var whole = new Option<bool>("--whole") { Description = "Replay the whole catalogue." };
        var least = CommonOptions.Number("--least-fall", "SHARE", "The least share of its use that a recommender loses for every 10 points of error more; 0.10 unless given.", value => value is >= 0 and < 1, "it must be at least 0 and below 1");
        var greatest = CommonOptions.Number("--greatest-fall", "SHARE", "The greatest share; 0.15 unless given.", value => value is >= 0 and < 1, "it must be at least 0 and below 1");
        var wait = new Option<bool>("--wait") { Description = "Wait for its end and show what it found." };
        var show = new Option<bool>("--show") { Description = "Start nothing; show the version's last replay." };
        var cancel = new Option<bool>("--cancel") { Description = "Start nothing; cancel the version's replay." };
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json("Print the replay as one line of JSON.");
        var command = new Command("replay", "Score the catalogue's cached features with a candidate beside the champion, and show what would change.")
        {
            version, sample, whole, least, greatest, wait, show, cancel, gateway, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(whole) && result.GetValue(sample) is not null) result.AddError("--sample and --whole exclude each other.");
            if (result.GetValue(show) && result.GetValue(cancel)) result.AddError("--show and --cancel exclude each other.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = parsed.Connect(gateway, context);
            var wanted = parsed.GetRequiredValue(version);
            var wish = new StartReplay(parsed.GetValue(sample), parsed.GetValue(whole), parsed.GetValue(least), parsed.GetValue(greatest));
            var replay = parsed.GetValue(show) ? await client.GetReplayAsync(wanted, cancellationToken)
                : parsed.GetValue(cancel) ? await client.CancelReplayAsync(wanted, cancellationToken)
                : await client.StartReplayAsync(wanted, wish, Guid.NewGuid().ToString("N"), cancellationToken);
            if (parsed.GetValue(wait) && !replay.Value.IsFinal)
                replay = await ProgressDisplay.RunAsync(context, "replay", display => WaitAsync(client, wanted, display, context, cancellationToken));
            if (parsed.GetValue(json)) context.Output.WriteLine(GatewayJson.OneLine(replay.Json));
            else ReplayText.Write(replay.Value, context);
            if (!replay.Value.IsFinal && !parsed.GetValue(json)) context.Output.WriteLine($"It goes on in the cluster: 'cluster models replay {wanted} --show' shows it.");
            return replay.Value.State == "failed" || (parsed.GetValue(wait) && replay.Value.State != "completed") ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }

    private static async Task<Received<ReplayAnswer>> WaitAsync(GatewayClient client, string version, IProgressDisplay display, CliContext context, CancellationToken cancellationToken)
    {
        long? awaySince = null;
        for (var pause = ShortPause; ; pause = pause < LongPause ? pause * 1.25 : LongPause)
        {
            try
            {
                var replay = await client.GetReplayAsync(version, cancellationToken);
                awaySince = null;
                display.Show(replay.Value.Progress.Tracks, replay.Value.Progress.OfTracks ?? 0, ReplayText.Progress(replay.Value));
                if (replay.Value.IsFinal) return replay;
            }
            catch (Exception away) when (away is GatewayUnreachableException or GatewayException { IsTransient: true })
            {
                // The replay is stored, and goes on when the cluster is back.
                awaySince ??= context.Time.GetTimestamp();
                if (context.Time.GetElapsedTime(awaySince.Value) >= AwayLimit) throw;
            }

            await context.Delay(pause, cancellationToken);
        }
    }
}
