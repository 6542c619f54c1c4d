using System.Net;
using System.Text.Json;

namespace Cluster.Cli.Tests;

public sealed class BackfillCommandTests
{
    private const string Here = ".";

    [Fact]
    public async Task Backfill_WithoutWait_SaysWhichJobItStarted()
    {
        var run = new CliRun().Answer(CliRun.Job("queued", total: 0), HttpStatusCode.Accepted);

        Assert.Equal(0, await run.RunAsync("backfill", Here, "--force"));

        var (call, body, key) = Assert.Single(run.Requests);
        Assert.Equal("POST /v1/backfills", call);
        Assert.Equal(JsonSerializer.Serialize(new { source = Path.GetFullPath(Here), force = true, dryRun = false, priority = 0, rescore = false }), body);
        Assert.False(string.IsNullOrEmpty(key));
        Assert.Contains("job j1 queued", run.Output);
    }

    [Fact]
    public async Task Backfill_Rescore_NamesNoSource()
    {
        var run = new CliRun().Answer(CliRun.Job("queued", total: 0), HttpStatusCode.Accepted);

        Assert.Equal(0, await run.RunAsync("backfill", "--rescore", "--priority", "7"));

        Assert.Equal("""{"source":null,"force":false,"dryRun":false,"priority":7,"rescore":true}""", Assert.Single(run.Requests).Body);
    }

    [Theory]
    [InlineData("SOURCE is missing", "backfill")]
    [InlineData("--rescore takes no SOURCE", "backfill", Here, "--rescore")]
    [InlineData("whole number from 0 to 9", "backfill", Here, "--priority", "10")]
    [InlineData("whole number from 0 to 9", "backfill", Here, "--priority", "1.5")]
    public async Task Backfill_OfAWrongLine_SaysWhatIsWrong(string problem, params string[] line)
    {
        var run = new CliRun();
        Assert.Equal(2, await run.RunAsync(line));
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backfill_DryRun_SaysWhatItWouldTake()
    {
        var done = CliRun.Job("completed", total: 1000).Replace("\"etaSeconds\":null", "\"estimate\":{\"items\":1000,\"coreHours\":1.5,\"seconds\":2700}", StringComparison.Ordinal);
        var run = new CliRun().Answer(CliRun.Job("queued")).Answer(done);

        Assert.Equal(0, await run.RunAsync("backfill", Here, "--dry-run", "--wait"));

        Assert.Contains("1000 would be analysed", run.Output, StringComparison.Ordinal);
        Assert.Contains("at most 1.5 core-hours, 45 min 0 s as it ran then", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backfill_Json_PrintsAllThatTheGatewaySaidOnOneLine()
    {
        var run = new CliRun().Answer(CliRun.Job("queued"), HttpStatusCode.Accepted);

        Assert.Equal(0, await run.RunAsync("backfill", Here, "--json"));

        Assert.Equal(CliRun.Job("queued") + "\n", run.Output);
    }

    [Fact]
    public async Task Wait_UntilTheEnd_SaysHowItWasDecided()
    {
        var done = CliRun.Job("completed", tagged: 2).Replace("\"audioSeconds\"", "\"decisions\":{\"accepted\":1,\"topTwo\":0,\"review\":1},\"audioSeconds\"", StringComparison.Ordinal);
        var run = new CliRun().Answer(CliRun.Job("queued")).Answer(done);
        Assert.Equal(0, await run.RunAsync("backfill", Here, "--wait"));
        Assert.Contains("2 tagged (1 accepted, 0 top two, 1 to review), 0 unchanged", run.Output);
    }

    [Fact]
    public async Task Wait_UntilEverythingIsTagged_ExitsWith0()
    {
        var run = new CliRun().Answer(CliRun.Job("queued")).Answer(CliRun.Job("running", tagged: 1)).Answer(CliRun.Job("completed", tagged: 2));

        Assert.Equal(0, await run.RunAsync("backfill", Here, "--wait"));

        Assert.Contains("running: 1 of 2 items, 0 failed, 1 tagged, 0 unchanged", run.Error);
        Assert.Contains("job j1 completed: 2 items: 2 tagged", run.Output);
        Assert.DoesNotContain("no audio", run.Output);
    }

    [Fact]
    public async Task Wait_WhenNothingHadToBeDone_SaysSo()
    {
        var run = new CliRun().Answer(CliRun.Job("queued")).Answer(CliRun.Job("completed", unchanged: 2));

        Assert.Equal(0, await run.RunAsync("backfill", Here, "--wait"));

        Assert.Contains("everything was unchanged: same content, schema and model, so no audio was analysed", run.Output);
    }

    [Fact]
    public async Task Wait_WithFailedItems_ListsThemAndExitsWith1()
    {
        var run = new CliRun()
            .Answer(CliRun.Job("queued", total: 40))
            .Answer(CliRun.Job("completedWithErrors", total: 40, tagged: 9, failed: 31))
            .Answer("""{"items":[{"item":"a/b.mp3","trackId":"a/b","state":"failed","attempts":3,"error":"The file is empty."}],"nextCursor":"x"}""");

        Assert.Equal(1, await run.RunAsync("backfill", Here, "--wait", "--json"));

        Assert.Equal("GET /v1/backfills/j1/items?state=failed&limit=20", run.Requests[^1].Call);
        Assert.Contains("failed: a/b.mp3: The file is empty. (3 attempts)", run.Error);
        Assert.Contains("... and 30 more", run.Error);
        Assert.Equal(CliRun.Job("completedWithErrors", total: 40, tagged: 9, failed: 31) + "\n", run.Output);
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("failed")]
    public async Task Wait_ForAJobThatEndsOtherwise_ExitsWith1(string state)
    {
        var run = new CliRun().Answer(CliRun.Job("running")).Answer(CliRun.Job(state));

        Assert.Equal(1, await run.RunAsync("backfill", Here, "--wait"));
        Assert.Contains($"job j1 {state}", run.Output);
    }

    [Fact]
    public async Task Wait_WhileTheGatewayRestarts_GoesOn()
    {
        var run = new CliRun()
            .Answer(CliRun.Job("queued"))
            .Answer(CliRun.Job("running"))
            .Refuse()
            .Answer("{}", HttpStatusCode.ServiceUnavailable)
            .Refuse(HttpRequestError.ResponseEnded)
            .Answer(CliRun.Job("completed", tagged: 2));

        Assert.Equal(0, await run.RunAsync("backfill", Here, "--wait"));

        Assert.Contains("waiting for it to come back", run.Error);
        Assert.Contains("the cluster is back", run.Error);
    }

    [Fact]
    public async Task Wait_WhenTheClusterStaysAway_GivesUp()
    {
        var run = new CliRun().Answer(CliRun.Job("queued")).Answer(CliRun.Job("running")).Refuse();

        Assert.Equal(1, await run.RunAsync("backfill", Here, "--wait", "--away-limit", "2"));

        Assert.Contains("the cluster was away for 2 min 0 s", run.Error);
        Assert.InRange(run.Requests.Count, 100, 200);
    }

    [Fact]
    public async Task Start_WhoseAnswerIsLost_IsRepeatedUnderTheSameKey()
    {
        var run = new CliRun().Refuse(HttpRequestError.ResponseEnded).Answer(CliRun.Job("queued"));

        Assert.Equal(0, await run.RunAsync("backfill", Here));

        Assert.Equal(2, run.Requests.Count);
        Assert.Equal(run.Requests[0].Key, run.Requests[1].Key);
    }

    [Fact]
    public async Task DryRun_WhenItIsOver_CountsWhatWouldBeDone()
    {
        var run = new CliRun().Answer(CliRun.Job("queued")).Answer(CliRun.Job("completed", total: 5, tagged: 3, unchanged: 2));

        Assert.Equal(0, await run.RunAsync("backfill", Here, "--wait", "--dry-run"));

        Assert.Contains("\"dryRun\":true", run.Requests[0].Body);
        Assert.Contains("dry run: of 5 items 3 would be analysed, 2 are unchanged", run.Output);
    }

    [Fact]
    public async Task Source_ThatIsNotThere_IsNoticedBeforeTheClusterIsAsked()
    {
        var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("backfill", "no/such/folder"));
        Assert.Contains("no/such/folder", run.Error);
    }

    [Fact]
    public async Task Source_OfAClusterElsewhere_IsLeftToThatCluster()
    {
        var run = new CliRun().Answer(CliRun.Job("queued"));

        Assert.Equal(0, await run.RunAsync("backfill", "/srv/music", "--gateway", "http://music.example:8080/"));
        Assert.Equal("POST http://music.example:8080/v1/backfills", run.Requests[0].Call);
    }

    [Theory]
    [InlineData("""{"title":"Conflict","detail":"There is no champion model yet.","status":409}""", HttpStatusCode.Conflict, "There is no champion model yet.")]
    [InlineData("""{"title":"Invalid","errors":{"source":["It is relative."]}}""", HttpStatusCode.BadRequest, "source: It is relative.")]
    [InlineData("""{"title":"Too many"}""", HttpStatusCode.TooManyRequests, "Too many")]
    [InlineData("<html>", HttpStatusCode.BadGateway, "the gateway answered 502")]
    public async Task Refusal_IsToldInTheGatewaysWords(string problem, HttpStatusCode status, string told)
    {
        var run = new CliRun().Answer(problem, status);

        Assert.Equal(1, await run.RunAsync("backfill", Here));
        Assert.Contains("error: " + told, run.Error);
    }

    [Fact]
    public async Task Answer_OfSomethingElse_IsToldAsSuch()
    {
        var run = new CliRun().Answer("<html>");

        Assert.Equal(1, await run.RunAsync("lookup", "x"));
        Assert.Contains("is no gateway", run.Error);
    }
}
