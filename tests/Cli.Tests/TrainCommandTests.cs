using System.Globalization;
using System.Text;
using System.Text.Json;
using Cluster.Featurization.Writing;
using Cluster.TestKit;

namespace Cluster.Cli.Tests;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Train_Table_WritesAnArtefactAndAReport()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("train", "--features", WriteTable(), "--out", folder.Combine("model"), "--report", folder.Combine("r/report.json")));

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(folder.Combine("r/report.json"), TestContext.Current.CancellationToken));
        Assert.Equal(80, report.RootElement.GetProperty("dataset").GetProperty("rows").GetInt32());
        Assert.True(report.RootElement.GetProperty("cv").GetProperty("accuracy").GetDouble() > 0.9);
        Assert.Equal(1, report.RootElement.GetProperty("model").GetProperty("seed").GetInt32());
        Assert.True(File.Exists(folder.Combine("model/manifest.json")));
        Assert.Contains("macro-F1", run.Output);
        Assert.Contains(report.RootElement.GetProperty("model").GetProperty("id").GetString()!, run.Output);
    }

    [Fact]
    public async Task Train_SameDataAndSeed_GivesTheSameBytes()
    {
        var table = WriteTable();

        Assert.Equal(0, await new CliRun().RunAsync("train", "--features", table, "--out", folder.Combine("a"), "--seed", "5"));
        Assert.Equal(0, await new CliRun().RunAsync("train", "--features", table, "--out", folder.Combine("b"), "--seed", "5"));

        foreach (var file in Directory.EnumerateFiles(folder.Combine("a")))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder.Combine("b"), Path.GetFileName(file))));
        }
    }

    [Fact]
    public async Task Evaluate_StoredModel_PrintsTheReportAsJson()
    {
        var table = WriteTable();
        var run = new CliRun();

        Assert.Equal(0, await new CliRun().RunAsync("train", "--features", table, "--out", folder.Combine("model")));
        Assert.Equal(0, await run.RunAsync("evaluate", "--model", folder.Combine("model"), "--features", table, "--json"));

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(0, report.RootElement.GetProperty("cv").GetProperty("folds").GetInt32());
        Assert.False(report.RootElement.GetProperty("verdict").GetProperty("promotable").GetBoolean());
    }

    [Fact]
    public async Task Train_FolderOfAudio_FeaturizesItInChildren()
    {
        WriteAudio();
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("train", "--audio", folder.Combine("audio"), "--out", folder.Combine("model"), "--json"));

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(10, report.RootElement.GetProperty("dataset").GetProperty("rows").GetInt32());
        Assert.StartsWith("librosa-v1-", report.RootElement.GetProperty("dataset").GetProperty("schemaId").GetString());
        Assert.Equal(1, report.RootElement.GetProperty("import").GetProperty("failedAudio").EnumerateObject().Count());
        Assert.Contains("features", run.Error);
    }

    [Fact]
    public async Task Train_TableWithoutClasses_ExitsWith1AndSaysWhatIsMissing()
    {
        var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("train", "--features", folder.Write("t.csv", "a,b\n1,2\n3,4\n"), "--out", folder.Combine("model")));
        Assert.StartsWith("error: ", run.Error);
        Assert.False(Directory.Exists(folder.Combine("model")));
    }

    [Fact]
    public async Task Evaluate_FolderWithoutAModel_ExitsWith1()
    {
        var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("evaluate", "--model", folder.Path, "--features", WriteTable()));
        Assert.Contains("no model artefact", run.Error);
    }

    public void Dispose() => folder.Dispose();

    private string WriteTable()
    {
        var random = new Random(1);
        string[] classes = ["happy", "sad", "angry", "relax"];
        var text = new StringBuilder("f1,f2,f3,Class\n");
        for (var i = 0; i < 80; i++)
        {
            var centre = i % 4;
            var culture = CultureInfo.InvariantCulture;
            text.Append(culture, $"{(centre & 1) + (0.2 * random.NextDouble()):R},{(centre >> 1) + (0.2 * random.NextDouble()):R},{random.NextDouble():R},{classes[centre]}\n");
        }

        return folder.Write("table.csv", text.ToString());
    }

    // Five bright and five dark noises of a few seconds each, by ten artists, and one file that is no audio.
    private void WriteAudio()
    {
        for (var i = 0; i < 10; i++)
        {
            var random = new Random(i);
            var samples = new float[2 * 22050];
            var smooth = 0f;
            for (var n = 0; n < samples.Length; n++)
            {
                smooth = i % 2 == 0 ? (float)random.NextDouble() - 0.5f : (0.95f * smooth) + (0.05f * ((float)random.NextDouble() - 0.5f));
                samples[n] = smooth;
            }

            var path = folder.Combine($"audio/{(i % 2 == 0 ? "happy" : "sad")}/artist{i}/song.wav");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var writer = new WavWriter(path, 22050, 1);
            writer.Write(samples);
        }

        folder.Write("audio/sad/artist99/text.mp3", "This is no music.");
    }
}
