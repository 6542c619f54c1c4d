using Cluster.Modeling.Deep;
using Cluster.Modeling.Torch.Native;
using Cluster.TestKit;
using TorchSharp;

namespace Cluster.Modeling.Torch.Tests.Native;

public sealed class LibtorchTests
{
    [Fact]
    public void EnsureLoaded_BesideTheProgram_HasItsVersionAndOneThreadPerCaller()
    {
        Assert.Equal("2.10.0", Libtorch.EnsureLoaded());
        Assert.Equal(1, torch.get_num_threads());
    }

    [Fact]
    public void Open_NoLibraries_NamesTheFirstAndSaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<DeepPartException>(() => Libtorch.Open(folder.Path));
        Assert.Contains(folder.Combine("libc10.so"), error.Message, StringComparison.Ordinal);
        Assert.Contains("build src/Modeling.Torch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OtherBytes_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("libc10.so", "This is no library.");
        var error = Assert.Throws<DeepPartException>(() => Libtorch.Open(folder.Path));
        Assert.Contains("libc10.so", error.Message, StringComparison.Ordinal);
    }
}
