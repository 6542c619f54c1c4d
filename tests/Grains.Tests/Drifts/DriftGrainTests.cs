using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Drifts;
using Cluster.Grains.Drifts;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling.Artefacts;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Drifts;

public sealed class DriftGrainTests(ServingCluster cluster) : IClassFixture<ServingCluster>
{
    private const int Rows = 400;
    private static readonly ModelChange By = new() { Actor = "tests", Reason = "tests", Force = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDriftGrain Grain => cluster.Grains.GetGrain<IDriftGrain>(IModelGrain.Family);

    private IDriftStore Store => cluster.Services.GetRequiredService<IDriftStore>();

    // One story: the windows of the two models would meet in the one grain.
    [Fact]
    public async Task Windows_OfTwoSilos_RaiseAnAlertOnlyWhenTheShiftLasts()
    {
        await Grain.StartAsync(Cancel);
        var first = SmallModels.First;
        var random = new Random(7);
        Assert.Equal(DriftStatus.NoWindow, (await Grain.GetAsync(null, null, 10, Cancel)).Status);
        Assert.Equal(DriftStatus.UnknownVersion, (await Grain.GetAsync("none", null, 10, Cancel)).Status);
        Assert.Equal(DriftStatus.UnknownWindow, (await Grain.GetAsync(null, 99, 10, Cancel)).Status);

        // Too few, then too young: the answer says what it takes.
        await ScoreAsync(random, first, 150);
        await Grain.CheckAsync(Cancel);
        var early = await Grain.GetAsync(null, null, 10, Cancel);
        Assert.Equal((150, 50), (early.Open!.Rows, early.Open.RowsNeeded));
        Assert.Contains("50 more are needed", early.Problem, StringComparison.Ordinal);
        await ScoreAsync(random, first, 250);
        Assert.Equal(0, await Grain.CheckAsync(Cancel));
        Assert.Contains("which is enough", (await Grain.GetAsync(null, null, 10, Cancel)).Problem, StringComparison.Ordinal);

        // Three windows of what it was trained on.
        await CloseAsync();
        for (var i = 0; i < 2; i++) await WindowAsync(random, first);
        var plain = await ReportAsync();
        Assert.Equal((Rows, 2, 64L), (plain.Rows, plain.Sources, plain.ReferenceRows));
        Assert.Empty(await AlertsAsync());

        // A shift is told when it has lasted for two windows.
        await WindowAsync(random, first, shift: 1.5);
        var once = await ReportAsync();
        Assert.Equal(DriftSeverity.Major, once.Level);
        Assert.Equal(4, once.Drifted);
        Assert.Empty(await AlertsAsync());
        await WindowAsync(random, first, shift: 1.5);
        var alerts = await AlertsAsync();
        Assert.Contains((DriftAlert.Features, DriftSeverity.Major), alerts.Select(alert => (alert.Subject, alert.Level)));

        // Acknowledged once, by one.
        var alert = alerts.First(alert => alert.Subject == DriftAlert.Features);
        Assert.Equal(AlertStatus.Done, (await Grain.AcknowledgeAsync(alert.Id, "ayşe", "a new archive", Cancel)).Status);
        Assert.Equal(AlertStatus.Done, (await Grain.AcknowledgeAsync(alert.Id, "ayşe", "again", Cancel)).Status);
        var another = await Grain.AcknowledgeAsync(alert.Id, "bora", null, Cancel);
        Assert.Equal((AlertStatus.ByAnother, "ayşe", "a new archive"), (another.Status, another.Alert!.AcknowledgedBy, another.Alert.AcknowledgedReason));
        Assert.Equal(AlertStatus.NotFound, (await Grain.AcknowledgeAsync("none", "bora", null, Cancel)).Status);

        // Another model answers: the alerts of the old one end, and its windows stay.
        await cluster.Registry.PromoteAsync(SmallModels.Second.Version, By with { ExpectedChampion = first.Version }, Cancel);
        await Grain.CheckAsync(Cancel);
        Assert.Empty(await AlertsAsync());
        Assert.Equal(DriftStatus.NoWindow, (await Grain.GetAsync(null, null, 10, Cancel)).Status);
        Assert.Equal(DriftStatus.Found, (await Grain.GetAsync(first.Version, null, 10, Cancel)).Status);
        Assert.Equal(5, (await Store.ListWindowsAsync(first.Version, null, 10, Cancel)).Items.Count);
    }

    private async Task<DriftView> ReportAsync()
    {
        var outcome = await Grain.GetAsync(null, null, 2, Cancel);
        var view = outcome.View!;
        Assert.Equal(2, view.Features.Count(series => series.Histogram is not null));
        var drawn = view.Features.First(series => series.Histogram is not null).Histogram!;
        Assert.Equal((view.Rows, drawn.Bins.Length, drawn.Bins.Length), (drawn.Window.Sum(), drawn.Reference.Length, drawn.Edges.Length + 2));
        Assert.Equal((view.Rows, view.Rows), (view.Labels!.Histogram!.Window.Sum(), view.Confidences!.Histogram!.Window.Sum()));
        Assert.InRange(view.Estimated!.Accuracy, 0.25, 1);
        Assert.NotNull(view.TrainedMacroF1);
        return view;
    }

    private async Task<IReadOnlyList<DriftAlert>> AlertsAsync() => (await Store.ListAlertsAsync(new AlertQuery(), Cancel)).Items;

    private async Task WindowAsync(Random random, ModelArtefact model, double shift = 0)
    {
        await ScoreAsync(random, model, Rows, shift);
        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        cluster.Clock.Advance(cluster.DriftSettings.WindowLength);
        Assert.Equal(1, await Grain.CheckAsync(Cancel));
        Assert.Equal(0, await Grain.CheckAsync(Cancel));
    }

    // Each silo answers every other recording.
    private async Task ScoreAsync(Random random, ModelArtefact model, int count, double shift = 0)
    {
        DriftRecorder[] recorders = [.. cluster.Cluster.Silos.Select(silo => cluster.Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<DriftRecorder>())];
        foreach (var (i, track) in ScoredTracks.Draw(random, model.CreateClassifier(), count, shift, clips: 3).Index()) recorders[i % recorders.Length].Scored(track);
        foreach (var recorder in recorders)
        {
            recorder.CountWaiting();
            await recorder.FlushAsync(Cancel);
        }
    }
}
