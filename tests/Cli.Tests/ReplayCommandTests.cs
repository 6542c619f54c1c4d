using System.Net;

namespace Cluster.Cli.Tests;

public sealed class ReplayCommandTests
{
    private const string Running =
        """{"id":"r1","version":"lr-2","champion":"lr-1","sample":20,"state":"running","progress":{"tracks":5,"ofTracks":20,"clips":40,"missing":1},"error":null,"result":null}""";

    private const string Done =
        """{"id":"r1","version":"lr-2","champion":"lr-1","sample":20,"state":"completed","progress":{"tracks":20,"ofTracks":20,"clips":160,"missing":1},"error":null,"result":{"tracks":19,"clips":160,"flips":16,"flipShare":0.1,"byClass":[{"name":"happy","clips":40,"flips":16,"share":0.4}],"byGenre":[{"name":"uşşak","clips":80,"flips":9,"share":0.1125}],"byArtist":[{"name":"Neşet","clips":8,"flips":8,"share":1}],"surestFlips":[{"clipId":"t#1","trackId":"t","from":"happy","to":"sad","confidence":0.93}],"reviewBefore":12,"reviewAfter":30,"cost":{"championExpectedError":0.3,"candidateExpectedError":0.25,"expectedChangeLow":0.054,"expectedChangeHigh":0.085},"gaps":{"tracksWithoutFeatures":1,"clipsWithoutFeatures":4,"named":["lost"]},"freshLabelledClips":20},"comparison":"""
        + """{"candidate":"lr-2","champion":"lr-1","verdict":"candidateBetter","reason":"The candidate is better.","clips":120,"sampled":false,"agreement":{"emotions":["happy","sad","angry","relaxed"],"counts":[[30,1,0,0],[0,30,0,0],[0,0,30,0],[0,0,0,29]],"share":0.99,"kappa":null},"disagreements":{"sure":0.75,"count":1,"items":[]},"labelled":{"clips":120,"groups":30,"accuracy":{"champion":0.7,"candidate":0.8,"difference":0.1,"low":0.05,"high":0.15,"pDown":0.001},"macroF1":{"champion":0.69,"candidate":0.78,"difference":0.09,"low":null,"high":null,"pDown":null},"mcNemar":{"onlyChampionRight":6,"onlyCandidateRight":18,"pValue":0.02,"exact":false},"classes":[],"slices":[],"smallSlices":0},"labels":{"have":120,"needed":900,"still":780,"smallestDifference":0.01,"difference":0.02,"power":0.8,"discordance":0.15,"designEffect":1.2},"traffic":null}}""";

    [Fact]
    public async Task Replay_WithWait_FollowsItAndShowsWhatItFound()
    {
        var run = new CliRun().Answer(Running).Answer(Running).Answer(Done);

        Assert.Equal(0, await run.RunAsync("models", "replay", "lr/2", "--sample", "20", "--wait"));

        Assert.Equal(("POST /v1/models/lr%2F2/replay", """{"sample":20}"""), (run.Requests[0].Call, run.Requests[0].Body));
        Assert.NotNull(run.Requests[0].Key);
        Assert.Equal("GET /v1/models/lr%2F2/replay", run.Requests[^1].Call);
        foreach (var words in (string[])["16 of 160 clips", "uşşak", "Neşet", "t#1", "12 clips now, 30 then", "+5.4% to +8.5%", "20 of the labelled clips were labelled after", "The candidate is better.", "120 labelled clips of 30 artists", "+0.050 to +0.150", "such as lost"])
            Assert.Contains(words, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_Alone_StartsItAndSaysHowItIsShown()
    {
        var run = new CliRun().Answer(Running);

        Assert.Equal(0, await run.RunAsync("models", "replay", "lr-2", "--whole", "--least-fall", "0.05"));

        Assert.Equal("""{"whole":true,"leastFall":0.05}""", Assert.Single(run.Requests).Body);
        Assert.Contains("5 of 20 tracks", run.Output, StringComparison.Ordinal);
        Assert.Contains("--show", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_ShownOrCancelled_StartsNothing()
    {
        var run = new CliRun().Answer(Done);

        Assert.Equal(0, await run.RunAsync("models", "replay", "lr-2", "--show", "--json"));
        Assert.Equal(0, await run.RunAsync("models", "replay", "lr-2", "--cancel"));

        Assert.Equal(["GET /v1/models/lr-2/replay", "DELETE /v1/models/lr-2/replay"], run.Requests.Select(request => request.Call));
        Assert.StartsWith(Done, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_ThatFailed_ExitsWith1()
    {
        var run = new CliRun().Answer(Running).Answer(Running.Replace("running", "failed", StringComparison.Ordinal).Replace("\"error\":null", "\"error\":\"It cannot be loaded.\"", StringComparison.Ordinal));

        Assert.Equal(1, await run.RunAsync("models", "replay", "lr-2", "--wait"));
        Assert.Contains("It cannot be loaded.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sample 5 --whole")]
    [InlineData("--show --cancel")]
    [InlineData("--sample 0")]
    [InlineData("--least-fall 1")]
    public async Task Replay_ThatMakesNoSense_IsBadUsage(string options)
    {
        var run = new CliRun().Answer(Running);

        Assert.Equal(2, await run.RunAsync(["models", "replay", "lr-2", .. options.Split(' ')]));
        Assert.Empty(run.Requests);
    }

    [Fact]
    public async Task Replay_ThatIsRefused_ExitsWith1AndTheGatewaysWords()
    {
        var run = new CliRun().Answer("""{"title":"x","detail":"Version 'lr-1' is the champion."}""", HttpStatusCode.Conflict);

        Assert.Equal(1, await run.RunAsync("models", "replay", "lr-1"));
        Assert.Contains("is the champion", run.Error, StringComparison.Ordinal);
    }
}
