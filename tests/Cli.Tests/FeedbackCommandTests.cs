using System.Net;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Importing;
using Cluster.TestKit;

namespace Cluster.Cli.Tests;

public sealed class FeedbackCommandTests : IDisposable
{
    private const string Feedback = """
        {"id":"f1","trackId":"türkü/a","clipId":"türkü/a#2","startS":60,"durS":30,"author":"Ayşe","kind":"annotator","verdict":"incorrect","emotion":"relaxed",
        "predicted":{"label":"sad","confidence":0.61,"modelVersion":"lr-1","schema":"s","predictedAt":"2026-01-01T00:00:00+00:00"},"createdAt":"2026-01-02T03:04:05+00:00","undoneAt":null}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Add_EmotionOfAClip_IsSentWithAKeyAndToldInWords()
    {
        var run = new CliRun().Answer(Feedback, HttpStatusCode.Created);

        Assert.Equal(0, await run.RunAsync("feedback", "add", "türkü/a", "--clip", "2", "--emotion", "sakin", "--author", "Ayşe", "--model", "lr-1"));

        Assert.Equal("POST /v1/feedback", run.Requests[0].Call);
        Assert.Equal("""{"trackId":"t\u00FCrk\u00FC/a","clipId":"t\u00FCrk\u00FC/a#2","verdict":null,"emotion":"sakin","author":"Ay\u015Fe","kind":"annotator","modelVersion":"lr-1"}""", run.Requests[0].Body);
        Assert.Equal(32, run.Requests[0].Key!.Length);
        Assert.Equal("feedback f1: türkü/a#2: sad (0.610, lr-1) is incorrect, it is relaxed, says Ayşe\n", run.Output);
    }

    [Theory]
    [InlineData("--correct", "correct")]
    [InlineData("--incorrect", "incorrect")]
    public async Task Add_Verdict_IsOfTheWholeTrackUnderTheGivenKey(string option, string verdict)
    {
        var run = new CliRun().Answer(Feedback);

        Assert.Equal(0, await run.RunAsync("feedback", "add", "t", option, "--author", "a", "--kind", "user", "--key", "k", "--json"));

        Assert.Equal($$"""{"trackId":"t","clipId":null,"verdict":"{{verdict}}","emotion":null,"author":"a","kind":"user","modelVersion":null}""", run.Requests[0].Body);
        Assert.Equal("k", run.Requests[0].Key);
        Assert.Equal(Feedback.ReplaceLineEndings(string.Empty) + "\n", run.Output);
    }

    [Fact]
    public async Task Add_Refused_ExitsWith1AndTheReason()
    {
        var run = new CliRun().Answer("""{"title":"Nothing was predicted yet","detail":"Track 't' has no prediction yet."}""", HttpStatusCode.Conflict);

        Assert.Equal(1, await run.RunAsync("feedback", "add", "t", "--correct", "--author", "a"));

        Assert.Contains("Track 't' has no prediction yet.", run.Error);
    }

    [Fact]
    public async Task Undo_Feedback_NamesItsAuthor()
    {
        var run = new CliRun().Answer(Feedback.Replace("\"undoneAt\":null", "\"undoneAt\":\"2026-01-03T00:00:00+00:00\"", StringComparison.Ordinal));

        Assert.Equal(0, await run.RunAsync("feedback", "undo", "f1", "--author", "Ayşe"));

        Assert.Equal("DELETE /v1/feedback/f1?author=Ay%C5%9Fe&kind=annotator", run.Requests[0].Call);
        Assert.EndsWith("says Ayşe (taken back)\n", run.Output);
    }

    [Fact]
    public async Task List_WithFilters_IsATableThatSaysHowItGoesOn()
    {
        var run = new CliRun().Answer($$"""{"feedback":[{{Feedback}}],"nextCursor":"c2"}""");

        Assert.Equal(0, await run.RunAsync("feedback", "list", "--track", "türkü/a", "--author", "Ayşe", "--all", "--limit", "1", "--cursor", "c1"));

        Assert.Equal("GET /v1/feedback?limit=1&track=t%C3%BCrk%C3%BC%2Fa&author=Ay%C5%9Fe&undone=true&cursor=c1", run.Requests[0].Call);
        Assert.Contains("türkü/a#2", run.Output);
        Assert.Contains("2026-01-02 03:04 UTC", run.Output);
        Assert.Contains("--cursor c2", run.Output);
    }

    [Fact]
    public async Task List_None_SaysHowToGiveSome()
    {
        var run = new CliRun().Answer("""{"feedback":[],"nextCursor":null}""");

        Assert.Equal(0, await run.RunAsync("feedback", "list"));
        Assert.Equal("GET /v1/feedback?limit=50", run.Requests[0].Call);
        Assert.Contains("cluster feedback add", run.Output);
    }

    [Fact]
    public async Task Agreement_Report_ShowsFiguresWithTheirIntervals()
    {
        var run = new CliRun().Answer(
            """
            {"items":12,"singleItems":3,"raters":22,"ratersLeftOut":2,"percentAgreement":{"value":0.75,"low":0.5,"high":0.9},"fleissKappa":null,
            "pairs":[{"first":{"author":"Ayşe","kind":"annotator"},"second":{"author":"Bora","kind":"annotator"},"items":4,"percentAgreement":{"value":0.5,"low":null,"high":null},"cohenKappa":{"value":0.25,"low":null,"high":null}}]}
            """);

        Assert.Equal(0, await run.RunAsync("feedback", "agreement", "--kind", "annotator", "--kind", "user", "--least", "4"));

        Assert.Equal("GET /v1/feedback/agreement?least=4&kind=annotator&kind=user", run.Requests[0].Call);
        Assert.Contains("0.750 [0.500, 0.900]", run.Output);
        Assert.Contains("Fleiss kappa not defined", run.Output);
        Assert.Contains("2 raters with fewer ratings are left out", run.Output);
        Assert.Contains("0.250 (too few for an interval)", run.Output.Split('\n').Single(line => line.Contains("Bora", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Export_OfAllPages_IsAManifestThatTrainingReads()
    {
        var run = new CliRun()
            .Answer("""{"labels":[{"trackId":"a, \"b\"","startS":60.5,"durS":30,"emotion":"angry","path":"/müzik/a, \"b\".mp3","artist":"Neşet Ertaş","genre":"türkü"},{"trackId":"gone","startS":null,"durS":null,"emotion":"sad","path":null}],"nextCursor":"c2"}""")
            .Answer("""{"labels":[{"trackId":"c","startS":null,"durS":null,"emotion":"relaxed","path":"/müzik/c.mp3","artist":null,"genre":null}],"nextCursor":null}""");
        var file = folder.Combine("new/labels.csv");

        Assert.Equal(0, await run.RunAsync("feedback", "export", "--out", file));

        Assert.Equal(["GET /v1/labels?limit=1000", "GET /v1/labels?limit=1000&cursor=c2"], run.Requests.Select(request => request.Call));
        Assert.Contains("2 labels written", run.Output);
        Assert.Contains("left out, their tracks have no audio in the catalogue: 1 label", run.Error);
        var entries = AudioManifestReader.Read(file).Entries;
        Assert.Equal(
            [
                new AudioEntry("/müzik/a, \"b\".mp3", EmotionLabel.Angry, "a, \"b\"", "Neşet Ertaş", TimeSpan.FromSeconds(60.5), TimeSpan.FromSeconds(30), "türkü"),
                new AudioEntry("/müzik/c.mp3", EmotionLabel.Relaxed, "c", null, null, null, null),
            ],
            entries);
    }

    [Fact]
    public async Task Export_ThatBreaksOff_LeavesTheOldFileWhole()
    {
        var file = folder.Write("labels.csv", "old");
        var run = new CliRun().Answer("""{"labels":[],"nextCursor":"c2"}""").Refuse();

        Assert.Equal(1, await run.RunAsync("feedback", "export", "--out", file));

        Assert.Equal("old", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal([file], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Review_Queue_IsATableOfTheBestTwo()
    {
        var run = new CliRun().Answer(
            """
            {"reviews":[{"score":0.55,"shadowDisagreement":0.25,"plays":7,"track":{"trackId":"t1","title":"Gönül Dağı","artist":"Neşet Ertaş",
            "emotion":{"label":"sad","confidence":0.5,"probabilities":{"happy":0.1,"sad":0.5,"angry":0.02,"relaxed":0.38},"decision":"topTwo"},"timeline":[]}}],"nextCursor":"c2"}
            """);

        Assert.Equal(0, await run.RunAsync("review", "--limit", "1"));

        Assert.Equal("GET /v1/review?limit=1", run.Requests[0].Call);
        var row = run.Output.Split('\n').Single(line => line.Contains("t1", StringComparison.Ordinal));
        foreach (var cell in (string[])["0.550", "Gönül Dağı", "topTwo", "sad 0.50, relaxed 0.38", "0.25", "7"]) Assert.Contains(cell, row);
        Assert.Contains("--cursor c2", run.Output);
    }

    [Fact]
    public async Task Review_Nothing_SaysSo()
    {
        var run = new CliRun().Answer("""{"reviews":[],"nextCursor":null}""");

        Assert.Equal(0, await run.RunAsync("review"));
        Assert.Contains("nothing to review", run.Output);
    }
}
