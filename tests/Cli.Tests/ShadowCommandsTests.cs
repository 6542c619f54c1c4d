using System.Net;

namespace Cluster.Cli.Tests;

public sealed class ShadowCommandsTests
{
    private const string Traffic =
        """{"requests":1200,"failed":2,"dropped":3,"benched":4,"unstored":0,"hangs":0,"predictions":4800,"reviews":480,"championReviews":500,"scoringP50Seconds":0.001,"scoringP95Seconds":0.0025,"championP95Seconds":0.35,"since":"2026-01-01T00:00:00+00:00"}""";

    private const string Comparison =
        """{"candidate":"vote-2","champion":"lr-1","verdict":"candidateBetter","reason":"The difference of accuracies is +0.100 (+0.050 to +0.150): the candidate is better.","clips":4800,"sampled":true,"agreement":{"emotions":["happy","sad","angry","relaxed"],"counts":[[1000,10,0,0],[0,1300,0,0],[0,0,1200,90],[0,0,0,1200]],"share":0.979,"kappa":0.97},"disagreements":{"sure":0.75,"count":42,"items":[{"clipId":"çalgı/1#3","trackId":"çalgı/1","champion":"angry","championConfidence":0.91,"candidate":"relaxed","candidateConfidence":0.88,"truth":null}]},"labelled":{"clips":240,"groups":60,"accuracy":{"champion":0.7,"candidate":0.8,"difference":0.1,"low":0.05,"high":0.15,"pDown":0.001},"macroF1":{"champion":0.69,"candidate":0.78,"difference":0.09,"low":null,"high":null,"pDown":null},"mcNemar":{"onlyChampionRight":6,"onlyCandidateRight":30,"pValue":0.00002,"exact":false},"classes":[{"emotion":"sad","clips":60,"f1":{"champion":0.6,"candidate":0.7,"difference":0.1,"low":0.0,"high":0.2,"pDown":0.02},"adjustedPDown":0.06}],"slices":[{"by":"genre","name":"uşşak","clips":40,"groups":9,"accuracy":{"champion":0.8,"candidate":0.7,"difference":-0.1,"low":-0.2,"high":0.0,"pDown":0.5},"macroF1":{"champion":0.8,"candidate":0.7,"difference":-0.1,"low":null,"high":null,"pDown":null},"adjustedPDown":0.9}],"smallSlices":3},"labels":{"have":240,"needed":900,"still":660,"smallestDifference":0.01,"difference":0.02,"power":0.8,"discordance":0.15,"designEffect":1.2},"traffic":"""
        + Traffic + "}";

    [Fact]
    public async Task Compare_OfAShadow_PrintsTablesThatAPersonCanRead()
    {
        var run = new CliRun().Answer(Comparison);

        Assert.Equal(0, await run.RunAsync("models", "compare", "vote/2", "--champion", "lr-1", "--sure", "0.9"));

        Assert.Equal("GET /v1/models/compare?candidate=vote%2F2&disagreements=10&champion=lr-1&sure=0.9", run.Requests[0].Call);
        Assert.Contains("vote-2 beside lr-1: The difference of accuracies is +0.100", run.Output);
        Assert.Contains("4,800 clips (a sample), called the same 97.9", run.Output);
        Assert.Matches("angry +0 +0 +1,200 +90", run.Output);
        Assert.Contains("42 clips that both are sure of (0.75) and call differently", run.Output);
        Assert.Matches(@"çalgı/1#3 +angry 0\.91 +relaxed 0\.88 +\?", run.Output);
        Assert.Contains("240 labelled clips of 60 artists or tracks", run.Output);
        Assert.Matches(@"accuracy +240 +0\.700 +0\.800 +\+0\.100 +\+0\.050 to \+0\.150", run.Output);
        Assert.Matches(@"macro-F1 .+too few", run.Output);
        Assert.Matches(@"F1 sad .+0\.06", run.Output);
        Assert.Contains("only the champion right 6, only the candidate 30: McNemar p below 0.0001", run.Output);
        Assert.Contains("3 genres or tempi have too few labelled clips", run.Output);
        Assert.Contains("240 of about 900 that show a difference of 0.02", run.Output);
        Assert.Contains("660 still needed", run.Output);
        Assert.Contains("1,200 recordings, 2 failed, 3 dropped, 4 benched", run.Output);
        Assert.Contains("scored within 2.5 ms; the champion's answers within 0.350 s", run.Output);
    }

    [Fact]
    public async Task Compare_AsJson_IsWhatTheGatewaySays()
    {
        var run = new CliRun().Answer(Comparison);
        Assert.Equal(0, await run.RunAsync("models", "compare", "vote-2", "--json"));
        Assert.Equal(Comparison, run.Output.Trim());
    }

    [Fact]
    public async Task Compare_WithoutAnythingInCommon_SaysWhatToDo()
    {
        var run = new CliRun().Answer("""{"title":"There is nothing to compare yet","detail":"make it a shadow first"}""", HttpStatusCode.Conflict);
        Assert.Equal(1, await run.RunAsync("models", "compare", "vote-2"));
        Assert.Contains("make it a shadow first", run.Error);
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("compare", "v", "--sure", "1.5")]
    [InlineData("compare", "v", "--disagreements", "1001")]
    [InlineData("shadows", "pause")]
    public async Task Usage_ThatMakesNoSense_ExitsWith2(params string[] args) => Assert.Equal(2, await new CliRun().RunAsync(["models", .. args]));

    [Fact]
    public async Task Shadows_OfARunningCluster_ShowWhatTheyDidAndWhyOneDoesNot()
    {
        var run = new CliRun().Answer(
            $$"""{"stopped":false,"champion":"lr-1","shadows":[{"version":"vote-2","state":"resting","traffic":{{Traffic}},"silos":[{"silo":"s1","state":"resting","problem":"It failed 5 times running.","at":"2026-01-01T00:00:00+00:00"}]},{"version":"new-3","state":null,"traffic":null,"silos":[]}],"revision":4}""");
        foreach (var args in (string[][])[["models", "shadows"], ["models", "shadows", "status"]]) Assert.Equal(0, await run.RunAsync(args));
        Assert.All(run.Requests, request => Assert.Equal("GET /v1/models/shadows", request.Call));
        Assert.Matches(@"vote-2 +resting +1,200 +2 +3 +4 +4,800", run.Output);
        Assert.Matches("new-3 +waiting +-", run.Output);
        Assert.Contains("vote-2 is resting on s1: It failed 5 times running.", run.Output);
    }

    [Fact]
    public async Task Shadows_StoppedAndStarted_SayWhoAndWhy()
    {
        var run = new CliRun().Answer("""{"champion":"lr-1","versions":[]}""");
        Assert.Equal(0, await run.RunAsync("models", "shadows", "stop", "--reason", "the disk is slow", "--revision", "7"));
        Assert.Equal(("POST /v1/models/shadows/stop", """{"reason":"the disk is slow"}"""), (run.Requests[0].Call, run.Requests[0].Body));
        Assert.Equal(("ay%C5%9Fe", "\"7\""), run.Claims[0]);
        Assert.Equal(0, await run.RunAsync("models", "shadows", "start"));
        Assert.Equal("POST /v1/models/shadows/start", run.Requests[1].Call);
        Assert.Contains("no shadow scores any more", run.Output);
    }

    [Fact]
    public async Task Shadows_ThatAreStoppedOrNone_AreSaid()
    {
        var run = new CliRun().Answer("""{"stopped":true,"champion":"lr-1","shadows":[],"revision":4}""");
        Assert.Equal(0, await run.RunAsync("models", "shadows"));
        Assert.Contains("shadows are stopped", run.Output);
        Assert.Contains("there are no shadows", run.Output);
    }
}
