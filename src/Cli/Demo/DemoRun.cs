using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Cli.Commands;
using Cluster.Cli.Gateway;
using Cluster.Cli.Hosting;
using Cluster.Cli.Terminal;
using Cluster.DemoMusic.Catalogue;
using Cluster.DemoMusic.Reports;
using Cluster.FeaturizerWorker;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Cli.Demo;

/// <summary>The demonstration, step by step: makes music, starts the cluster, trains, backfills through the REST API, compares with the truth.</summary>
internal sealed class DemoRun(DemoSettings settings, CliContext context)
{
    private static readonly TimeSpan AwayLimit = TimeSpan.FromMinutes(1);

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var output = context.Output;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A demonstration on synthetic makam-like music, made from seed {settings.Seed}. No real recording is involved."));
        await using var host = await EmbeddedHost.StartAsync(
            new EmbeddedOptions(settings.DataFolder, settings.Urls, StarterModel: false, Quiet: true), cancellationToken);
        var catalogue = await ShowAsync("music", display => MakeMusicAsync(display, cancellationToken));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"1. {(catalogue.Reused ? "Found" : "Made")} {catalogue.Training.Length + catalogue.Backfill.Length} tracks, {catalogue.AudioSeconds / 60:0} minutes of audio, in {catalogue.Folder}"));

        using var gateway = new GatewayClient(new Uri(host.Url), context.HttpHandler());
        var pool = host.Services.GetRequiredService<IFeaturizerPool>();
        var model = await ShowAsync("training", display => DemoModel.TrainAsync(catalogue, settings.Seed, pool, display, cancellationToken));
        await DemoModel.PromoteAsync(model, gateway, settings, cancellationToken);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"2. Trained {model.Artefact.Version} on {catalogue.Training.Length} tracks; cross-validated over artists: accuracy {model.Report.Cv.Accuracy:0.000}, macro-F1 {model.Report.Cv.MacroF1:0.000}, ECE {model.Report.Cv.Ece:0.000}"));

        var job = await ShowAsync("backfill", display => BackfillAsync(catalogue, gateway, display, cancellationToken));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"3. Backfilled the other artists' {catalogue.Backfill.Length} tracks through the cluster: {job.State}, {job.Counts.Tagged} tagged, {job.Counts.Unchanged} unchanged, {job.Counts.Failed} failed"));
        DemoText.Write(context, new TagReport(await TagsAsync(catalogue, gateway, cancellationToken)), job);

        UpCommand.WriteAddresses(output, host.Url);
        output.WriteLine($"  a track      curl {host.Url}/v1/tracks/{Uri.EscapeDataString(catalogue.Backfill[0].TrackId)}");
        if (!settings.Serve) return job.State == "completed" ? ExitCode.Ok : ExitCode.Failed;
        output.WriteLine("Stop it with Ctrl-C.");
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Ok;
    }

    private Task<T> ShowAsync<T>(string title, Func<IProgressDisplay, Task<T>> step) => ProgressDisplay.RunAsync(context, title, step);

    private Task<DemoCatalogue> MakeMusicAsync(IProgressDisplay display, CancellationToken cancellationToken)
    {
        var options = new DemoOptions { Folder = settings.MusicFolder, Tracks = settings.Tracks, Seed = settings.Seed };
        var progress = new Progress(done => display.Show(done, options.Tracks, string.Create(CultureInfo.InvariantCulture, $"track {done} of {options.Tracks}")));
        return Task.Run(
            () =>
            {
                try
                {
                    return DemoCatalogueWriter.Write(options, progress, cancellationToken);
                }
                catch (DemoCatalogueException failure)
                {
                    throw new CliException(failure.Message, "choose another folder with --data.");
                }
            },
            cancellationToken);
    }

    private async Task<JobAnswer> BackfillAsync(DemoCatalogue catalogue, GatewayClient gateway, IProgressDisplay display, CancellationToken cancellationToken)
    {
        var wish = new StartBackfill(catalogue.BackfillManifest, Force: false, DryRun: false);
        var started = await gateway.StartBackfillAsync(wish, Guid.NewGuid().ToString("N"), cancellationToken);
        return (await new JobWaiter(gateway, context, display, AwayLimit).WaitAsync(started.Value.Id, cancellationToken)).Value;
    }

    private static async Task<List<TaggedTrack>> TagsAsync(DemoCatalogue catalogue, GatewayClient gateway, CancellationToken cancellationToken)
    {
        var tags = new List<TaggedTrack>();
        foreach (var track in catalogue.Backfill)
        {
            var emotion = (await gateway.GetTrackAsync(track.TrackId, cancellationToken)).Value.Emotion;
            if (emotion is null || !EmotionNames.TryParse(emotion.Label, out var label) || !Enum.TryParse<TagDecision>(emotion.Decision, ignoreCase: true, out var decision))
                throw new CliException($"track '{track.TrackId}' was not tagged.", "'cluster jobs' shows what went wrong.");
            tags.Add(new TaggedTrack(track.TrackId, track.Emotion, label, decision));
        }

        return tags;
    }

    private sealed class Progress(Action<int> show) : IProgress<int>
    {
        public void Report(int value) => show(value);
    }
}
