using System.Net;
using Cluster.TestKit;

namespace Cluster.Cli.Tests;

/// <summary><c>explain</c>, <c>stats</c> and <c>events</c>.</summary>
public sealed class InsightCommandTests : IDisposable
{
    private const string Explanation = """
        {"clip":{"clipId":"türkü/a#1","startS":30,"durS":30,"prediction":{"label":"sad","confidence":0.8,"decision":"tagged"}},
        "explanation":{"method":"shap","algorithm":"groupShapley","exact":{"groups":true,"features":false},"modelVersion":"vote-1","top":"sad","runnerUp":"relaxed",
        "difference":{"unit":"nat","base":0.5,"output":2,"residual":0},
        "groups":[{"name":"timbre","features":3,"missing":1,"contribution":2},{"name":"rhythm","features":1,"missing":0,"contribution":-0.5}],
        "features":[{"name":"centroid_mean","group":"timbre","value":1234.5,"unit":"Hz","state":"measured","percentile":12.4,"contribution":1.75,"standardError":0.125},
          {"name":"tempo","group":"rhythm","value":null,"unit":"bpm","state":"missing","percentile":null,"contribution":-0.5,"standardError":null}],
        "otherFeatures":{"count":2,"contribution":0.25},"background":{"kind":"trainingQuantiles","rows":32},"fit":null}}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Explain_Track_TakesTheClipThatSaysMostSurelyWhatItSays()
    {
        var run = new CliRun()
            .Answer("""{"trackId":"türkü/a","emotion":{"label":"sad","confidence":0.7},"timeline":[{"label":"happy","confidence":0.99},{"label":"sad","confidence":0.8},{"label":"sad","confidence":0.6}]}""")
            .Answer(Explanation);

        Assert.Equal(0, await run.RunAsync("explain", "türkü/a"));

        Assert.Equal(
            ["GET /v1/tracks/t%C3%BCrk%C3%BC%2Fa", "GET /v1/clips/t%C3%BCrk%C3%BC%2Fa%231/explanation?method=shap&limit=15"], run.Requests.Select(request => request.Call));
        Assert.Contains("sad against relaxed", run.Output);
        Assert.Contains("0.500 on average +1.500 from this clip = 2.000", run.Output);
        Assert.Contains("3 (1 missing)", run.Output);
        var row = run.Output.Split('\n').Single(line => line.Contains("centroid_mean", StringComparison.Ordinal));
        foreach (var cell in (string[])["timbre", "1234.5 Hz", "12", "+1.750 +-0.125", "|##########"]) Assert.Contains(cell, row);
        Assert.Contains("missing", run.Output.Split('\n').Single(line => line.Contains("tempo", StringComparison.Ordinal)));
        Assert.Contains("2 more", run.Output);
        Assert.Contains("groups exact, features sampled", run.Output);
    }

    [Fact]
    public async Task Explain_Clip_IsAskedForAsItIs()
    {
        var run = new CliRun().Answer("""{"detail":"no such track"}""", HttpStatusCode.NotFound).Answer(Explanation);

        Assert.Equal(0, await run.RunAsync("explain", "türkü/a#1", "--method", "lime", "--limit", "3", "--json"));

        Assert.Equal("GET /v1/clips/t%C3%BCrk%C3%BC%2Fa%231/explanation?method=lime&limit=3", run.Requests[1].Call);
        Assert.Equal(Explanation.ReplaceLineEndings(string.Empty).Replace("  ", string.Empty, StringComparison.Ordinal) + "\n", run.Output);
    }

    [Fact]
    public async Task Explain_NoSuchTrackOrNoTag_SaysSo()
    {
        var unknown = new CliRun().Answer("""{"detail":"no such track"}""", HttpStatusCode.NotFound);
        Assert.Equal(1, await unknown.RunAsync("explain", "none"));
        Assert.Contains("there is no track 'none'", unknown.Error);
        var untagged = new CliRun().Answer("""{"trackId":"a","emotion":null,"timeline":[]}""");
        Assert.Equal(1, await untagged.RunAsync("explain", "a"));
        Assert.Contains("not tagged yet", untagged.Error);
    }

    [Theory]
    [InlineData(1, 1, "            |############")]
    [InlineData(-0.5, 1, "      ######|")]
    [InlineData(0, 1, "            |")]
    [InlineData(0, 0, "            |")]
    public void Bar_Value_GoesToItsSide(double value, double most, string expected) => Assert.Equal(expected, Commands.ExplanationText.Bar(value, most));

    [Fact]
    public async Task Stats_Emotions_IsATableThatSaysHowItGoesOn()
    {
        var run = new CliRun().Answer(
            """
            {"by":"genre","groups":[{"key":"türkü","tracks":5,"predicted":4,"clips":12,"meanConfidence":0.7,
            "emotions":{"happy":{"count":1,"share":0.25},"sad":{"count":3,"share":0.75},"angry":{"count":0,"share":0},"relaxed":{"count":0,"share":0}},
            "decisions":{"tagged":{"count":2,"share":0.5},"topTwo":{"count":1,"share":0.25},"review":{"count":1,"share":0.25}}},
            {"key":null,"tracks":1,"predicted":0,"clips":0,"meanConfidence":null,"emotions":{},"decisions":{}}],"nextCursor":"c2"}
            """);

        Assert.Equal(0, await run.RunAsync("stats", "emotions", "--by", "genre", "--artist", "Neşet Ertaş", "--year", "1974", "--min-confidence", "0.5", "--limit", "2"));

        Assert.Equal("GET /v1/stats/emotions?by=genre&limit=2&artist=Ne%C5%9Fet%20Erta%C5%9F&year=1974&minConfidence=0.5", run.Requests[0].Call);
        var row = run.Output.Split('\n').Single(line => line.Contains("türkü", StringComparison.Ordinal));
        foreach (var cell in (string[])["5", "12", "1 (25 %)", "3 (75 %)", "2 (50 %)", "0.700"]) Assert.Contains(cell, row);
        Assert.Contains("(none)", run.Output);
        Assert.Contains("--cursor c2", run.Output);
    }

    [Fact]
    public async Task Stats_Nothing_SaysWhatToDo()
    {
        var run = new CliRun().Answer("""{"by":"session","groups":[],"nextCursor":null}""");
        Assert.Equal(0, await run.RunAsync("stats", "emotions", "--by", "session"));
        Assert.Contains("cluster events import", run.Output);
    }

    [Fact]
    public async Task Events_File_IsSentInBatchesAndBadLinesAreNamed()
    {
        var lines = Enumerable.Range(1, 700).Select(i => $$"""{"id":"{{i}}","kind":"play"}""").ToList();
        lines[2] = "not json";
        lines[4] = "[1]";
        lines[6] = string.Empty;
        var run = new CliRun()
            .Answer("""{"accepted":499,"known":0,"refused":[{"index":2,"id":"4","field":"trackId","detail":"trackId is empty."}]}""")
            .Answer("""{"accepted":0,"known":197,"refused":[]}""");

        Assert.Equal(1, await run.RunAsync("events", "import", folder.Write("events.jsonl", string.Join('\n', lines))));

        Assert.Equal(["POST /v1/events", "POST /v1/events"], run.Requests.Select(request => request.Call));
        Assert.StartsWith("""{"events":[{"id":"1","kind":"play"},{"id":"2","kind":"play"},{"id":"4","kind":"play"},""", run.Requests[0].Body);
        Assert.Equal(500, run.Requests[0].Body.Split("kind").Length - 1);
        foreach (var complaint in (string[])["line 3: it is no JSON", "line 4: trackId is empty.", "line 5: it is no JSON object"]) Assert.Contains(complaint, run.Error);
        Assert.Equal("499 new, 197 known already, 3 refused\n", run.Output);
    }

    [Fact]
    public async Task Events_GoodFile_ExitsWith0()
    {
        var run = new CliRun().Answer("""{"accepted":1,"known":0,"refused":[]}""");
        Assert.Equal(0, await run.RunAsync("events", "import", folder.Write("events.jsonl", """{"id":"1"}"""), "--json"));
        Assert.Equal("""{"accepted":1,"known":0,"refused":0}""" + "\n", run.Output);
    }
}
