using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Models;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling.Artefacts;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Trainings;

public sealed class RetrainingTests(TrainingCluster cluster) : IClassFixture<TrainingCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // One story: there is one registry, and one training at a time.
    [Fact]
    public async Task Labels_EnoughOfThem_BecomeAShadowInTheSiloThatTrains()
    {
        // Nothing to train on, then one emotion short: the answer says how many are needed.
        var none = await cluster.Retraining.RequestAsync("none", "ayşe", null, Cancel);
        Assert.Equal(RetrainingStatus.TooFewLabels, none.Status);
        Assert.Contains("still missing: 6 of happy, 6 of sad, 6 of angry, 6 of relaxed", none.Problem, StringComparison.Ordinal);
        await cluster.LabelAsync("a", 6, EmotionLabel.Angry);
        var short1 = await cluster.Retraining.RequestAsync("short", "ayşe", null, Cancel);
        Assert.Contains("still missing: 6 of angry (there are: happy 6, sad 6, angry 0, relaxed 6)", short1.Problem, StringComparison.Ordinal);
        Assert.Null(await cluster.Trainings.FindAsync("short", Cancel));

        await cluster.LabelAsync("b", 6);
        var view = await cluster.Retraining.GetAsync(Cancel);
        Assert.Equal((42L, (string?)null, (Training?)null), (view.Labels, view.Missing, view.Active));

        // It is asked for once, whoever asks again.
        var asked = await cluster.Retraining.RequestAsync("first", "ayşe", "new labels", Cancel);
        Assert.Equal((RetrainingStatus.Accepted, TrainingState.Queued), (asked.Status, asked.Training!.State));
        Assert.Equal(asked, await cluster.Retraining.RequestAsync("first", "ayşe", "new labels", Cancel));
        var busy = await cluster.Retraining.RequestAsync("second", "bora", null, Cancel);
        Assert.Equal((RetrainingStatus.Busy, "first"), (busy.Status, busy.Training!.Id));

        // Only the silo that trains takes it.
        Assert.Equal(TrainingState.Queued, (await cluster.Retraining.CheckAsync(Cancel)).Active!.State);
        using var stop = new CancellationTokenSource();
        var trainer = cluster.Trainer(1);
        var analysed = cluster.Analyzer.Calls;
        var working = trainer.RunAsync(stop.Token);
        var done = await cluster.TrainedAsync("first");
        Assert.Equal((TrainingState.Succeeded, trainer.Id, 1, 42L, 42L, (string?)null), (done.State, done.Worker, done.Attempts, done.Labels, done.Rows, done.Problem));
        Assert.Equal(analysed, cluster.Analyzer.Calls);
        Assert.InRange(done.MacroF1!.Value, 0.9, 1);

        // A shadow, never the champion, and the audit log says why.
        var registry = await cluster.Registry.GetAsync(Cancel);
        Assert.Equal((SmallModels.First.Version, done.ModelVersion), (registry.Champion, Assert.Single(registry.Shadows)));
        var audit = (await cluster.Registry.GetAuditAsync(null, 10, Cancel)).Entries;
        Assert.Equal([ModelAction.ShadowSet, ModelAction.Registered], audit.Take(2).Select(entry => entry.Action));
        Assert.All(audit.Take(2), entry => Assert.Equal(("cluster", done.ModelVersion), (entry.Actor, entry.Version)));
        Assert.Contains("asked for by ayşe): new labels", audit[0].Reason, StringComparison.Ordinal);
        Assert.Contains("\"training\":\"first\"", audit[0].Evidence, StringComparison.Ordinal);
        var artefact = ModelArtefact.Unpack((await cluster.Services.GetRequiredService<IModelArtefactStore>().GetAsync(done.ModelVersion!, Cancel))!);
        Assert.Equal(SmallModels.First.Manifest.Features, artefact.Manifest.Features);

        // Audio that changed is analysed anew, and only that.
        cluster.Write("b-Happy-0.wav", Fakes.FakeAnalyzer.Audio(60, 0.65, 0.05, 0.05, 0.05) + "|changed");
        await cluster.Retraining.RequestAsync("third", "ayşe", null, Cancel);
        var third = await cluster.TrainedAsync("third");
        Assert.Equal((TrainingState.Succeeded, 43L, analysed + 1), (third.State, third.Rows, cluster.Analyzer.Calls));
        Assert.Equal(2, (await cluster.Registry.GetAsync(Cancel)).Shadows.Length);

        // New labels by a tenth wait for the night, by more start one at once; what was answered does not start another.
        Assert.Null((await cluster.Retraining.CheckAsync(Cancel)).Active);
        cluster.Clock.Advance(TimeSpan.FromHours(10));
        await cluster.LabelAsync("c", 2);
        Assert.Null((await cluster.Retraining.CheckAsync(Cancel)).Active);
        cluster.Clock.Advance(TimeSpan.FromDays(1));
        await cluster.Retraining.CheckAsync(Cancel);
        var automatic = (await cluster.Trainings.ListAsync(null, 1, Cancel)).Items[0];
        Assert.Equal((TrainingTrigger.Labels, "cluster"), (automatic.Trigger, automatic.Actor));
        Assert.Equal(TrainingState.Succeeded, (await cluster.TrainedAsync(automatic.Id)).State);
        cluster.Clock.Advance(TimeSpan.FromDays(2));
        await cluster.Retraining.CheckAsync(Cancel);
        Assert.Equal(automatic.Id, (await cluster.Trainings.ListAsync(null, 1, Cancel)).Items[0].Id);
        await stop.CancelAsync();
        await working;
    }
}
