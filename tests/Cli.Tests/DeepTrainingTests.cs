using Cluster.TestKit;

namespace Cluster.Cli.Tests;

public sealed class DeepTrainingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Train_DeepWithoutTheDeepPart_ExitsWith1AndSaysWhatIsMissing()
    {
        var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("train", "--deep", "--features", folder.Write("t.csv", "a,Class\n1,happy\n"), "--out", folder.Combine("model")));
        Assert.StartsWith("error: This needs the deep-learning part (Cluster.Modeling.Torch), which is not installed here", run.Error);
        Assert.False(Directory.Exists(folder.Combine("model")));
    }

    [Theory]
    [InlineData("--epochs belongs to --deep", "--epochs", "3")]
    [InlineData("--device belongs to --deep", "--device", "cpu")]
    [InlineData("none of auto, cpu and cuda", "--deep", "--device", "gpu")]
    [InlineData("0 epochs are outside the range", "--deep", "--epochs", "0")]
    [InlineData("there is one network", "--deep", "--candidates", "logistic")]
    public async Task Train_DeepOptionsThatDoNotFit_AreBadUsage(string says, params string[] options)
    {
        var run = new CliRun();

        Assert.Equal(2, await run.RunAsync(["train", "--features", "t.csv", .. options]));
        Assert.Contains(says, run.Error);
    }

    [Fact]
    public async Task Train_DeepOnAnotherSchema_ExitsWith1AndSaysWhatToDo()
    {
        var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("train", "--deep", "--audio", folder.Path, "--schema", "librosa-v1"));
        Assert.Contains("of the feature schema 'logmel-v1', the data are of 'librosa-v1-", run.Error);
        Assert.Contains("--schema logmel-v1", run.Error);
    }

    [Fact]
    public async Task Train_TableUnderASchema_NeedsItsColumns()
    {
        var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("train", "--features", folder.Write("t.csv", "a,Class\n1,happy\n2,sad\n"), "--schema", "librosa-v1", "--out", folder.Combine("model")));
        Assert.Contains("has no column 'mfcc_mean_1', which is one of the 249 wanted features", run.Error);
    }

    public void Dispose() => folder.Dispose();
}
