using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Deep;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Deep;

public sealed class DeepPartTests : IDisposable
{
    private readonly TemporaryFolder host = new();

    [Fact]
    public void Find_NothingInstalled_IsNull()
    {
        Assert.Null(DeepPart.Find(host.Path, null));
        Assert.Null(DeepPart.Find(host.Path, "../elsewhere"));
    }

    [Fact]
    public void Require_NothingInstalled_SaysWhatIsMissingAndHowToGetIt()
    {
        var error = Assert.Throws<DeepPartException>(() => DeepPart.Require());
        Assert.Contains("Cluster.Modeling.Torch", error.Message, StringComparison.Ordinal);
        Assert.Contains("build src/Modeling.Torch", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deep", null)]
    [InlineData("other/place", "other/place")]
    public void Find_FileThatIsNoAssembly_NamesIt(string folder, string? setting)
    {
        var path = host.Write($"{folder}/Cluster.Modeling.Torch.dll", "This is no assembly.");
        var error = Assert.Throws<DeepPartException>(() => DeepPart.Find(host.Path, setting));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_AssemblyWithoutThePart_NamesIt()
    {
        var path = host.Write("deep/Cluster.Modeling.Torch.dll", File.ReadAllBytes(typeof(TemporaryFolder).Assembly.Location));
        var error = Assert.Throws<DeepPartException>(() => DeepPart.Find(host.Path, null));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logmel-v1")]
    [InlineData("logmel-v1-0a1b2c3d")]
    public void EnsureSchema_LogMel_Passes(string schema) => DeepPart.EnsureSchema(schema);

    [Theory]
    [InlineData("logmel-v10")]
    [InlineData("librosa-v1-0a1b2c3d")]
    [InlineData("")]
    public void EnsureSchema_Other_SaysWhatToDo(string schema)
    {
        var error = Assert.Throws<DatasetException>(() => DeepPart.EnsureSchema(schema));
        Assert.Contains("--schema logmel-v1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Algorithms_AreAClosedList()
    {
        var families = new ModelFamilies(null);
        Assert.Equal(["weights.json"], families.Of("soft-vote").FileNames);
        Assert.Contains("is not installed here", Assert.Throws<ModelArtefactException>(() => families.Of("convolutional-network")).Message, StringComparison.Ordinal);
        Assert.Contains("cannot run", Assert.Throws<ModelArtefactException>(() => families.Of("System.IO.File")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => host.Dispose();
}
