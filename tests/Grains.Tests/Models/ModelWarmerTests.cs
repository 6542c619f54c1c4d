using Cluster.Grains.Models;
using Cluster.Grains.Tests.Fakes;
using Cluster.Grains.Tests.Support;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;

namespace Cluster.Grains.Tests.Models;

public sealed class ModelWarmerTests
{
    [Fact]
    public void Load_OfASoundArtefact_GivesItsClassifier() =>
        Assert.Equal(SmallModels.First.Version, ModelWarmer.Load(SmallModels.First.Pack()).Manifest.ModelVersion);

    [Fact]
    public void Load_OfJunk_Throws() => Assert.Throws<ModelArtefactException>(() => ModelWarmer.Load("junk"u8.ToArray()));

    [Fact]
    public void Run_OfAModelWithoutProbabilities_SaysWhatItGave()
    {
        // The fake passes its features on: the missing values of the warming vector come back as they are.
        var error = Assert.Throws<ModelArtefactException>(() => ModelWarmer.Run(new FakeModel("nan-1")));
        Assert.Contains("nan-1 gives no probabilities: NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OfAModelThatThrows_NamesIt()
    {
        var error = Assert.Throws<ModelArtefactException>(() => ModelWarmer.Run(new Throwing()));
        Assert.Contains("fake-1 fails on its first vector: broken", error.Message, StringComparison.Ordinal);
    }

    private sealed class Throwing : IEmotionClassifier
    {
        public ModelManifest Manifest { get; } = new FakeModel().Manifest;

        public void Predict(ReadOnlySpan<float> features, Span<double> probabilities) => throw new InvalidOperationException("broken");
    }
}
