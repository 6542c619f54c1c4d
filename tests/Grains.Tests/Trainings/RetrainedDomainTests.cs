using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Models;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Grains.Tests.Trainings;

/// <summary>A champion that leaves a feature out and knows its limits, as the starter model does, is replaced by one that does the same.</summary>
public sealed class RetrainedDomainTests(RetrainedDomainTests.CarefulCluster cluster) : IClassFixture<RetrainedDomainTests.CarefulCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retraining_OfAChampionWithADomain_KeepsADomainAndWhatIsLeftOut()
    {
        await cluster.LabelAsync("a", 8);
        Assert.Equal(RetrainingStatus.Accepted, (await cluster.Retraining.RequestAsync("first", "ayşe", null, Cancel)).Status);
        using var stop = new CancellationTokenSource();
        var working = cluster.Trainer(0).RunAsync(stop.Token);
        var done = await cluster.TrainedAsync("first");
        await stop.CancelAsync();
        await working;

        Assert.Equal((TrainingState.Succeeded, 32L), (done.State, done.Rows));
        var artefact = ModelArtefact.Unpack((await cluster.Services.GetRequiredService<IModelArtefactStore>().GetAsync(done.ModelVersion!, Cancel))!);
        Assert.Equal(["f3"], artefact.Reference.LeftOut);
        Assert.NotNull(artefact.Domain);

        // The domain is that of the new rows, whose features lie in 0 to 0.7; the champion's lie in 0 to 3.
        var model = artefact.CreateClassifier();
        float[] happy = [0.65f, 0.05f, 0.05f, 0.05f];
        Assert.False(model.IsOutOfDomain(happy));
        Assert.True(model.IsOutOfDomain([2.5f, 0.5f, 0.5f, 0.5f]));
        Assert.False(cluster.Champion.CreateClassifier().IsOutOfDomain([2.5f, 0.5f, 0.5f, 0.5f]));

        // What is left out moves nothing, however far it goes.
        float[] other = [.. happy[..3], 1e6f];
        Assert.False(model.IsOutOfDomain(other));
        Assert.Equal(EmotionLabel.Happy, model.Predict(happy).Top());
        Assert.Equal(model.Predict(happy), model.Predict(other));
    }

    public sealed class CarefulCluster : TrainingCluster
    {
        private readonly ModelArtefact champion = SmallModels.Train(4, without: ["f3"], domain: true);

        internal override ModelArtefact Champion => champion;
    }
}
