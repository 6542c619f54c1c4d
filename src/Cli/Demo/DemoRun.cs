using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Cli.Commands;
using Cluster.Cli.Gateway;
using Cluster.Cli.Hosting;
using Cluster.Cli.Terminal;
using Cluster.DemoMusic.Catalogue;
using Cluster.DemoMusic.Reports;
using Cluster.FeaturizerWorker;
using Cluster.Modeling.Artefacts;
using Cluster.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Cli.Demo;

/// <summary>The demonstration, step by step: makes music, starts the cluster, trains a shadow, backfills through the REST API, compares champion and shadow by the truth.</summary>
internal sealed class DemoRun(DemoSettings settings, CliContext context)
{
    private static readonly TimeSpan AwayLimit = TimeSpan.FromMinutes(1);

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var output = context.Output;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A demonstration on synthetic makam-like music, made from seed {settings.Seed}. No real recording is involved."));
        await using var host = await EmbeddedHost.StartAsync(new EmbeddedOptions(settings.DataFolder, settings.Urls, Quiet: true), cancellationToken);
        using var gateway = new GatewayClient(new Uri(host.Url), context.HttpHandler());
        var registry = new DemoRegistry(gateway, settings);
        var starter = (await ModelArtefact.LoadAsync(host.Services.GetRequiredService<SiloSettings>().StarterModelPlace, cancellationToken)).Version;
        await registry.RequireChampionAsync(starter, cancellationToken);

        var catalogue = await ShowAsync("music", display => MakeMusicAsync(display, cancellationToken));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"1. {(catalogue.Reused ? "Found" : "Made")} {catalogue.Training.Length + catalogue.Backfill.Length} tracks, {catalogue.AudioSeconds / 60:0} minutes of audio, in {catalogue.Folder}"));

        var pool = host.Services.GetRequiredService<IFeaturizerPool>();
        var model = await ShowAsync("training", display => DemoModel.TrainAsync(catalogue, settings.Seed, pool, display, cancellationToken));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"2. Trained {model.Artefact.Version} on {catalogue.Training.Length} tracks; cross-validated over artists: accuracy {model.Report.Cv.Accuracy:0.000}, macro-F1 {model.Report.Cv.MacroF1:0.000}, ECE {model.Report.Cv.Ece:0.000}"));
        var roles = await registry.EnterAsync(model.Artefact, starter, cancellationToken);
        await host.FollowModelsAsync(cancellationToken);
        DemoText.WriteRoles(output, roles);

        var job = await ShowAsync("backfill", display => BackfillAsync(catalogue, roles, gateway, display, cancellationToken));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"3. Backfilled the other artists' {catalogue.Backfill.Length} tracks through the cluster: {job.State}, {job.Counts.Tagged} tagged, {job.Counts.Unchanged} unchanged, {job.Counts.Failed} failed"));
        var (tags, clips) = await TagsAsync(catalogue, gateway, cancellationToken);
        DemoText.WriteTags(context, new TagReport(tags), roles, job);
        await CompareAsync(catalogue, roles, clips, gateway, cancellationToken);
        DemoText.WriteWorth(output, settings);

        UpCommand.WriteAddresses(output, host.Url);
        output.WriteLine($"  a track      curl {host.Url}/v1/tracks/{Uri.EscapeDataString(catalogue.Backfill[0].TrackId)}");
        if (!settings.Serve) return job.State == "completed" ? ExitCode.Ok : ExitCode.Failed;
        output.WriteLine("Stop it with Ctrl-C.");
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Ok;
    }

    private async Task CompareAsync(DemoCatalogue catalogue, DemoRoles roles, int clips, GatewayClient gateway, CancellationToken cancellationToken)
    {
        if (roles.Shadow is not { } shadow) return;
        var comparison = new DemoComparison(gateway);
        await comparison.LabelAsync(catalogue.Backfill, cancellationToken);
        var compared = await ShowAsync("comparison", _ => comparison.CompareAsync(shadow, clips, cancellationToken));
        DemoText.WriteComparison(context, compared, shadow, clips);
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

    private async Task<JobAnswer> BackfillAsync(DemoCatalogue catalogue, DemoRoles roles, GatewayClient gateway, IProgressDisplay display, CancellationToken cancellationToken)
    {
        // A shadow scores what is answered anew: tracks that were tagged before it was one are tagged again.
        var wish = new StartBackfill(catalogue.BackfillManifest, Force: roles.IsNewShadow, DryRun: false);
        var started = await gateway.StartBackfillAsync(wish, Guid.NewGuid().ToString("N"), cancellationToken);
        return (await new JobWaiter(gateway, context, display, AwayLimit).WaitAsync(started.Value.Id, cancellationToken)).Value;
    }

    private static async Task<(List<TaggedTrack> Tags, int Clips)> TagsAsync(DemoCatalogue catalogue, GatewayClient gateway, CancellationToken cancellationToken)
    {
        var tags = new List<TaggedTrack>();
        var clips = 0;
        foreach (var track in catalogue.Backfill)
        {
            var emotion = (await gateway.GetTrackAsync(track.TrackId, cancellationToken)).Value.Emotion;
            if (emotion is null || !EmotionNames.TryParse(emotion.Label, out var label) || !Enum.TryParse<TagDecision>(emotion.Decision, ignoreCase: true, out var decision))
                throw new CliException($"track '{track.TrackId}' was not tagged.", "'cluster jobs' shows what went wrong.");
            tags.Add(new TaggedTrack(track.TrackId, track.Emotion, label, decision));
            clips += emotion.Clips ?? 0;
        }

        return (tags, clips);
    }

    private sealed class Progress(Action<int> show) : IProgress<int>
    {
        public void Report(int value) => show(value);
    }
}
