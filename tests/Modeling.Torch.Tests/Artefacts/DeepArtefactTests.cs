using System.Text;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Deep;
using Cluster.Modeling.Torch.Safetensors;
using Cluster.Modeling.Torch.Tests.Support;
using Cluster.TestKit;

namespace Cluster.Modeling.Torch.Tests.Artefacts;

public sealed class DeepArtefactTests
{
    private static ModelArtefact Artefact => Trainings.Stripes.Artefact;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Unpack_PackedArtefact_IsTheSameAndPredictsTheSame()
    {
        var loaded = ModelArtefact.Unpack(Artefact.Pack(), Trainings.WithDeep);
        Assert.Equal(Artefact.Pack(), loaded.Pack());
        Assert.Matches("^cnn-[0-9a-f]{12}$", loaded.Version);
        Assert.Equal("logmel-v1", loaded.Manifest.SchemaId);
        Assert.Equal("2.10.0", loaded.Manifest.Versions["libtorch"]);
        Assert.Contains("network", loaded.CardMarkdown, StringComparison.Ordinal);
        var features = Patches.Stripes(pairsPerClass: 1, seed: 4).Rows[2].Features;
        Assert.Equal(Artefact.CreateClassifier().Predict(features), loaded.CreateClassifier().Predict(features));
    }

    [Fact]
    public async Task LoadAsync_SavedFolder_IsTheSameArtefact()
    {
        using var folder = new TemporaryFolder();
        await Artefact.SaveAsync(folder.Path, Cancelled);
        Assert.Equal(
            ["card.json", "card.md", "manifest.json", "network.json", "reference.json", "weights.safetensors"],
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Artefact.Pack(), (await ModelArtefact.LoadAsync(folder.Path, Trainings.WithDeep, Cancelled)).Pack());
    }

    [Fact]
    public void Unpack_WithoutTheDeepPart_SaysThatItIsNeeded()
    {
        var error = Assert.Throws<ModelArtefactException>(() => ModelArtefact.Unpack(Artefact.Pack(), new ModelFamilies(null)));
        Assert.Contains("needs the deep-learning part (Cluster.Modeling.Torch), which is not installed here", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("network.json")]
    public async Task LoadAsync_OneByteChanged_Throws(string name)
    {
        using var folder = new TemporaryFolder();
        await Artefact.SaveAsync(folder.Path, Cancelled);
        var bytes = await File.ReadAllBytesAsync(folder.Combine(name), Cancelled);
        bytes[^5] ^= 1;
        await File.WriteAllBytesAsync(folder.Combine(name), bytes, Cancelled);
        var error = await Assert.ThrowsAsync<ModelArtefactException>(() => ModelArtefact.LoadAsync(folder.Path, Trainings.WithDeep, Cancelled));
        Assert.Contains("content hash", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("network.json")]
    public async Task LoadAsync_FileMissing_NamesIt(string name)
    {
        using var folder = new TemporaryFolder();
        await Artefact.SaveAsync(folder.Path, Cancelled);
        File.Delete(folder.Combine(name));
        var error = await Assert.ThrowsAsync<ModelArtefactException>(() => ModelArtefact.LoadAsync(folder.Path, Trainings.WithDeep, Cancelled));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"bands\": 16", "\"bands\": 32", "32 x 16")]
    [InlineData("\"bands\": 16", "\"bands\": -16", "impossible measures")]
    [InlineData("\"classes\": 4", "\"classes\": 3", "3 classes")]
    [InlineData("patch-cnn-v1", "patch-cnn-v2", "patch-cnn-v2")]
    [InlineData("\"steps\": 16", "\"steps\": 16, \"code\": \"x\"", "cannot be read")]
    [InlineData("    16\n", "    17\n", "shape")]
    public void Read_NetworkRewritten_SaysWhatDoesNotFit(string text, string replacement, string says)
    {
        var files = Files();
        var network = Encoding.UTF8.GetString(files["network.json"]);
        Assert.Contains(text, network, StringComparison.Ordinal);
        files["network.json"] = Encoding.UTF8.GetBytes(network.Replace(text, replacement, StringComparison.Ordinal));
        AssertRefused(files, says);
    }

    [Fact]
    public void Read_TensorMissing_NamesIt() => AssertRefused(With(tensors => tensors.RemoveAll(tensor => tensor.Name == "head.bias")), "lacks 'head.bias'");

    [Fact]
    public void Read_ForeignTensor_NamesIt() => AssertRefused(With(tensors => tensors.Add(new NamedTensor("evil", [1], [1]))), "'evil'");

    [Fact]
    public void Read_TensorTurned_SaysBothShapes() => AssertRefused(With(tensors =>
    {
        var at = tensors.FindIndex(tensor => tensor.Name == "head.weight");
        tensors[at] = tensors[at] with { Shape = [.. tensors[at].Shape.Reverse()] };
    }), "[32, 4]");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Read_NumberThatIsNotFinite_Throws(float value) => AssertRefused(With(tensors => tensors[0].Values[0] = value), "not finite");

    [Fact]
    public void Read_NegativeScale_Throws() =>
        AssertRefused(With(tensors => tensors.Single(tensor => tensor.Name == "standardise.scale").Values[3] = -1), "negative");

    [Fact]
    public void Read_DamagedWeights_NamesTheFile()
    {
        var files = Files();
        files["weights.safetensors"] = files["weights.safetensors"][..^4];
        AssertRefused(files, "weights.safetensors");
    }

    [Fact]
    public void Evaluate_OtherStripes_AgreesWithCrossValidation()
    {
        var report = ModelEvaluator.Evaluate(Artefact, Patches.Stripes(pairsPerClass: 25, seed: 77));
        Assert.Equal(0, report.Cv.Folds);
        Assert.True(report.Cv.Accuracy > 0.85, $"accuracy {report.Cv.Accuracy}");
    }

    [Fact]
    public void Find_NothingInstalledBesideTheTests_IsNull() => Assert.Null(DeepPart.Find());

    private static void AssertRefused(Dictionary<string, byte[]> files, string says)
    {
        var error = Assert.Throws<ModelArtefactException>(() => new TorchPart().Read(Artefact.Manifest, files));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, byte[]> With(Action<List<NamedTensor>> change)
    {
        var files = Files();
        var tensors = SafetensorsFile.Read(files["weights.safetensors"]).Values.ToList();
        change(tensors);
        files["weights.safetensors"] = SafetensorsFile.Write(tensors);
        return files;
    }

    private static Dictionary<string, byte[]> Files()
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(Artefact.Pack()));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            return copy.ToArray();
        });
    }
}
