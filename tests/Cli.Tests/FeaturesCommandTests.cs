using System.Text.Json;
using Cluster.Featurization;
using Cluster.Featurization.Writing;
using Cluster.TestKit;

namespace Cluster.Cli.Tests;

public sealed class FeaturesCommandTests : IDisposable
{
    private static readonly string[] Families = ["mfcc", "mfcc_delta", "mfcc_delta2", "chroma", "centroid", "rolloff", "contrast", "zcr", "rms"];
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Features_Json_HasTheShapeThatScriptsRelyOn()
    {
        var file = WriteTone("la tone.wav", hertz: 440, seconds: 3);
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("features", file, "--json", "--no-loudness"));

        using var json = JsonDocument.Parse(Assert.Single(Lines(run.Output)));
        var root = json.RootElement;
        Assert.Equal(file, root.GetProperty("file").GetString());
        Assert.Equal(66150, root.GetProperty("samples").GetInt32());
        Assert.Equal(130, root.GetProperty("frames").GetInt32());
        Assert.Equal(new FeatureSchema(FeatureOptions.Parity).Id, root.GetProperty("schema").GetString());
        Assert.Equal(JsonValueKind.Number, root.GetProperty("scalars").GetProperty("tempo").ValueKind);
        Assert.InRange(root.GetProperty("scalars").GetProperty("tuning").GetDouble(), -0.05, 0.05);
        Assert.Equal(Families, root.GetProperty("summary").EnumerateObject().Select(family => family.Name));
        Assert.Equal(13, root.GetProperty("summary").GetProperty("mfcc").GetProperty("p90").GetArrayLength());
        Assert.InRange(root.GetProperty("summary").GetProperty("centroid").GetProperty("mean")[0].GetDouble(), 430, 480);
        Assert.Equal(FeatureSchema.Default.Length, root.GetProperty("vector").GetArrayLength());
    }

    [Fact]
    public async Task Features_Stretch_IsWhatTheOptionsSay()
    {
        var file = WriteTone("a.wav", hertz: 440, seconds: 3);
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("features", file, "--json", "--start", "1", "--duration", "1.5"));

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(33075, json.RootElement.GetProperty("samples").GetInt32());
        Assert.Equal(FeatureSchema.Default.Id, json.RootElement.GetProperty("schema").GetString());
    }

    [Fact]
    public async Task Features_OtherSchema_GivesItsVector()
    {
        var file = WriteTone("a.wav", hertz: 440, seconds: 1);
        var (patch, text, unknown) = (new CliRun(), new CliRun(), new CliRun());

        Assert.Equal(0, await patch.RunAsync("features", file, "--json", "--schema", "logmel-v1"));
        Assert.Equal(0, await text.RunAsync("features", file, "--schema", "logmel-v1"));
        Assert.Equal(2, await unknown.RunAsync("features", file, "--schema", "librosa-v0"));

        using var json = JsonDocument.Parse(patch.Output);
        Assert.Equal(FeatureSchema.Find("logmel-v1")!.Id, json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(8192, json.RootElement.GetProperty("vector").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("scalars").GetProperty("tempo").ValueKind);
        Assert.Contains("8192 levels in dB", text.Output, StringComparison.Ordinal);
        Assert.Contains("'librosa-v0' is no feature schema; known: librosa-v1, logmel-v1, mirtoolbox-v1.", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_TableColumns_HaveTheTablesNames()
    {
        var (tone, brief) = (WriteTone("a.wav", hertz: 440, seconds: 24), WriteTone("brief.wav", hertz: 440, seconds: 2));
        var (run, text) = (new CliRun(), new CliRun());

        Assert.Equal(1, await run.RunAsync("features", tone, brief, "--schema", "mirtoolbox-v1", "--raw", "--json"));
        Assert.Equal(0, await text.RunAsync("features", tone, "--schema", "mirtoolbox-v1"));

        using var json = JsonDocument.Parse(Assert.Single(Lines(run.Output)));
        var root = json.RootElement;
        Assert.Equal(tone, root.GetProperty("file").GetString());
        Assert.Equal(new FeatureSchema(FeatureOptions.MirToolbox with { FrontEnd = false }).Id, root.GetProperty("schema").GetString());
        var columns = root.GetProperty("columns");
        Assert.Equal(FeatureSchema.Find("mirtoolbox-v1")!.Names, columns.EnumerateObject().Select(column => column.Name));
        Assert.Equal(0.5 / Math.Sqrt(2), columns.GetProperty("_RMSenergy_Mean").GetDouble(), 1e-3);
        Assert.Equal(JsonValueKind.Null, columns.GetProperty("_Roughness_Slope").ValueKind); // a single partial has nothing to beat against
        Assert.Contains($"{brief}: A clip lasts 2.0 s; mirtoolbox-v1-", run.Error, StringComparison.Ordinal);
        Assert.Contains("takes clips of 23.8 to 47.5 s", run.Error, StringComparison.Ordinal);
        Assert.Contains("  _Spectralcentroid_Mean ", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_RawOfAnotherSchema_IsBadUsage()
    {
        var run = new CliRun();

        Assert.Equal(2, await run.RunAsync("features", WriteTone("a.wav", hertz: 440, seconds: 1), "--raw", "--schema", "logmel-v1"));

        Assert.Contains("--raw leaves off a front end, and logmel-v1-1f60ac78 has none", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_OneBadFile_LosesNoneOfTheOthers()
    {
        var good = WriteTone("good.wav", hertz: 440, seconds: 1);
        var text = folder.Write("text.mp3", "This is no music.");
        var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("features", good, text, folder.Combine("missing.wav"), good, "--json"));

        Assert.Equal(2, Lines(run.Output).Length);
        Assert.Equal(2, Lines(run.Error).Length);
        Assert.StartsWith($"error: {text}: ", Lines(run.Error)[0]);
    }

    [Fact]
    public async Task Features_ForPeople_NameEveryFamily()
    {
        var run = new CliRun();

        Assert.Equal(0, await run.RunAsync("features", WriteTone("a.wav", hertz: 440, seconds: 1)));

        Assert.All(Families, family => Assert.Contains($"  {family} ", run.Output));
        Assert.Contains("tempo", run.Output);
    }

    public void Dispose() => folder.Dispose();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string WriteTone(string name, double hertz, int seconds)
    {
        var path = folder.Combine(name);
        using var writer = new WavWriter(path, 22050, 1);
        writer.Write([.. Enumerable.Range(0, seconds * 22050).Select(i => (float)(0.5 * Math.Sin(2 * Math.PI * hertz * i / 22050)))]);
        return path;
    }
}
