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

        Assert.Equal(0, await run.RunAsync("train", "--audio", folder.Combine("audio"), "--out", folder.Combine("model"), "--cache", folder.Combine("cache"), "--json"));

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(10, report.RootElement.GetProperty("dataset").GetProperty("rows").GetInt32());
        Assert.StartsWith("librosa-v1-", report.RootElement.GetProperty("dataset").GetProperty("schemaId").GetString());
        Assert.Single(report.RootElement.GetProperty("import").GetProperty("failedAudio").EnumerateObject());
        Assert.Contains("features", run.Error);
    }

    [Fact]
    public async Task Train_AudioAgain_FeaturizesNothing()
    {
        WriteAudio();
        File.Delete(folder.Combine("audio/sad/artist99/text.mp3"));
        string[] command = ["train", "--audio", folder.Combine("audio"), "--cache", folder.Combine("cache"), "--seed", "3", "--out"];
        CliRun first = new(), second = new(), third = new();

        Assert.Equal(0, await first.RunAsync([.. command, folder.Combine("a")]));
        Assert.Equal(0, await second.RunAsync([.. command, folder.Combine("b")]));
        var kept = Directory.GetFiles(folder.Combine("cache"), "*", SearchOption.AllDirectories);
        await File.WriteAllBytesAsync(kept[0], [1, 2, 3], TestContext.Current.CancellationToken);
        Assert.Equal(0, await third.RunAsync([.. command, folder.Combine("c")]));

        Assert.Contains("features: 10 computed, 0 found in", first.Error);
        Assert.Contains("features: 0 computed, 10 found in", second.Error);
        Assert.Contains("features: 1 computed, 9 found in", third.Error);          // a damaged file counts as absent
        Assert.Equal(10, kept.Length);
        Assert.Equal(File.ReadAllBytes(folder.Combine("a/manifest.json")), File.ReadAllBytes(folder.Combine("b/manifest.json")));
        Assert.Equal(File.ReadAllBytes(folder.Combine("a/manifest.json")), File.ReadAllBytes(folder.Combine("c/manifest.json")));
    }

    [Fact]
    public async Task Train_CacheThatCannotBeWritten_TrainsAndSaysSo()
    {
        WriteAudio();
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync(
            "train", "--audio", folder.Combine("audio"), "--cache", folder.Write("file", "no folder"), "--out", folder.Combine("model")));

        Assert.Contains("could not be kept", run.Error);
    }

    [Fact]
    public async Task Train_TableWithGenres_ShowsSlicesEverywhere()
    {
        var lines = (await File.ReadAllLinesAsync(WriteTable(), TestContext.Current.CancellationToken))
            .Select((line, i) => line + (i == 0 ? ",género,BPM" : i > 70 ? ",flamenco,100" : FormattableString.Invariant($",{(i % 2 == 0 ? "copla" : "pop")},{60 + i}")));
        var table = folder.Write("genres.csv", string.Join('\n', lines));
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("train", "--features", table, "--out", folder.Combine("model")));

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(folder.Combine("model/report.json"), TestContext.Current.CancellationToken));
        var slices = report.RootElement.GetProperty("cv").GetProperty("slices").EnumerateArray().ToList();
        Assert.Equal(["copla", "pop", "flamenco"], slices.Take(3).Select(slice => slice.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Null, slices[2].GetProperty("accuracy").ValueKind);
        Assert.Contains("genre copla: 35 rows, accuracy", run.Output);
        Assert.Contains("genre flamenco: 10 rows, too few rows: 10 of at least 20", run.Output);
        Assert.Contains("tempo 90 to 120 bpm: ", run.Output);
        var card = await File.ReadAllTextAsync(folder.Combine("model/card.md"), TestContext.Current.CancellationToken);
        Assert.Contains("| genre: copla | 35 | ", card);
        Assert.Contains("| genre: flamenco | 10 | too few rows: 10 of at least 20 |", card);
    }

    [Theory]
    [InlineData("t.csv", "a,b\n1,2\n3,4\n", "no class column")]
    [InlineData("t.csv", "class,a\nhappy,1\nhappy,2\nhappy,4\nhappy,5\nhappy,7\nhappy,9\nhappy,1\nhappy,3\n", "at least two emotions")]
    [InlineData("t.csv", "class,a\nhappy,1\nsad,2\nhappy,5\n", "too few")]
    [InlineData("t.csv", "class,a\nhappy,1\nsad,1\nhappy,1\nsad,1\nhappy,1\nsad,1\nhappy,1\nsad,1\nhappy,1\nsad,1\n", "constant")]
    [InlineData("t.csv", "", "empty")]
    [InlineData("t.csv", "class,a\n", "no rows")]
    [InlineData("t.csv", "class,a\nQ1,1\nQ2,2\nQ1,3\n", "Q1")]
    [InlineData("t.csv", "class,name\nhappy,x\nsad,y\n", "no numeric")]
    [InlineData("t.csv", "class,a\nhappy,\"1\nsad,2\n", "line 2, column 2")]
    [InlineData("t.csv", "\0\u0001\u0002\u0003", "not a text file")]
    [InlineData("t.parquet", "PAR1PAR1PAR1PAR1", "Parquet")]
    [InlineData(".", null, "folder")]
    [InlineData("none.csv", null, "no file")]
    public async Task Train_WhatIsNoDataSet_ExitsWith1AndSaysWhy(string name, string? content, string says)
    {
        var run = new CliRun();
        var path = content is null ? folder.Combine(name) : folder.Write(name, content);

        Assert.Equal(1, await run.RunAsync("train", "--features", path, "--out", folder.Combine("model")));

        Assert.Contains("error: ", run.Error);
        Assert.Contains(says, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.False(Directory.Exists(folder.Combine("model")));
    }

    [Theory]
    [InlineData("train", "--features", "t.csv", "--map", "Q1=bored")]
    [InlineData("train", "--features", "t.csv", "--audio", "list.csv")]
    [InlineData("train")]
    public async Task Train_BadUsage_ExitsWith2(params string[] arguments) => Assert.Equal(2, await new CliRun().RunAsync(arguments));

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
