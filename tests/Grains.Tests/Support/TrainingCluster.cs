using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Tracks;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Trainings;
using Cluster.Grains.Trainings;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Training;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Support;

/// <summary>Two silos on synthetic labelled audio. Neither trains until a test says which one does.</summary>
public class TrainingCluster : GrainCluster
{
    private static readonly EmotionLabel[] Emotions = Enum.GetValues<EmotionLabel>();

    protected override short Silos => 2;

    /// <summary>The champion at first.</summary>
    internal virtual ModelArtefact Champion => SmallModels.First;

    internal IModelGrain Registry => Grains.GetGrain<IModelGrain>(IModelGrain.Family);

    internal IRetrainingGrain Retraining => Grains.GetGrain<IRetrainingGrain>(IModelGrain.Family);

    internal ITrainingStore Trainings => Services.GetRequiredService<ITrainingStore>();

    internal TrainerWorker Trainer(int silo) => Cluster.GetSiloServiceProvider(Cluster.Silos[silo].SiloAddress).GetRequiredService<TrainerWorker>();

    /// <summary>Waits for a training's end. Every training ends with a call of its grain.</summary>
    internal Task<Training> TrainedAsync(string id) => Calls.UntilAsync(
        async () => (await Trainings.FindAsync(id, TestContext.Current.CancellationToken))!, training => training.FinishedAt is not null, TestContext.Current.CancellationToken);

    /// <summary>Tags tracks and labels them; what is heard of an emotion is as <see cref="SmallModels"/> know it.</summary>
    internal async Task LabelAsync(string prefix, int perEmotion, params EmotionLabel[] except)
    {
        var random = new Random(3);
        foreach (var emotion in Emotions.Except(except))
        {
            for (var i = 0; i < perEmotion; i++)
            {
                var id = $"{prefix}-{emotion}-{i}";
                double Value(EmotionLabel label) => label == emotion ? 0.6 + (random.NextDouble() / 10) : random.NextDouble() / 10;
                var audio = Write($"{id}.wav", Fakes.FakeAnalyzer.Audio(30, Value(Emotions[0]), Value(Emotions[1]), Value(Emotions[2]), Value(Emotions[3])) + $"|{id}");
                await Track(id).TagAsync(new TagRequest(audio), TestContext.Current.CancellationToken);
                var given = await Grains.GetGrain<IFeedbackGrain>(id).GiveAsync(
                    new FeedbackRequest { Id = $"f-{id}", Author = new FeedbackAuthor(AnnotatorKind.Annotator, "ayşe"), Emotion = emotion }, TestContext.Current.CancellationToken);
                Assert.Equal(FeedbackStatus.Stored, given.Status);
            }
        }
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var change = new ModelChange { Actor = "tests", Reason = "tests", Force = true };
        await Registry.RegisterAsync(Champion.Pack(), change);
        await Registry.PromoteAsync(Champion.Version, change);
    }

    protected override void AddServing(IServiceCollection services)
    {
        base.AddServing(services);
        services.AddSingleton(new TrainingOptions { Folds = 2, Repeats = 1, InnerFolds = 2, Candidates = ["logistic"], Penalties = [1], BootstrapResamples = 100, Threads = 1 });
        services.AddSingleton(new RetrainingSettings { LeastPerEmotion = 6, CheckInterval = TimeSpan.FromDays(1) });
        services.AddSingleton<TrainingSignal>().AddSingleton<LabelledClips>().AddSingleton<ModelRetrainer>().AddSingleton<TrainerWorker>();
    }
}
