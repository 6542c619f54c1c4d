using System.Net;

namespace Cluster.Cli.Tests;

public sealed class ExperimentsCommandTests
{
    private const string Experiment =
        """{"id":"e1","name":"canary","hypothesis":"better on folk","kind":"model","unit":"track","metric":"correct","status":"running","control":"control","controlVersion":"lr-1","arms":[{"name":"control","share":0.01,"version":null,"taggedThreshold":null,"topTwoThreshold":null,"payload":null},{"name":"b","share":0.01,"version":"lr-2","taggedThreshold":null,"topTwoThreshold":null,"payload":null}],"salt":"e1","limits":{},"createdAt":"2026-01-02T03:04:05+00:00","startedAt":"2026-01-02T03:04:05+00:00","endedAt":null,"winner":null,"revision":2,"log":[{"at":"2026-01-02T03:04:05+00:00","actor":"ayşe","action":"started","reason":"try it","details":null,"revision":2}]}""";

    private const string Report =
        $$"""{"experiment":{{Experiment}},"arms":[{"name":"control","control":true,"share":0.01,"version":null,"exposed":1200,"failed":0,"errorPValue":1,"observed":100,"successes":50,"rate":0.5,"difference":null,"pValue":null,"low":null,"high":null},{"name":"b","control":false,"share":0.01,"version":"lr-2","exposed":1180,"failed":3,"errorPValue":1,"observed":90,"successes":60,"rate":0.667,"difference":0.167,"pValue":0.03,"low":-0.01,"high":0.3}],"sampleRatio":{"chiSquare":1,"degrees":1,"pValue":0.002,"mismatch":true},"verdict":"running","winner":null,"harmful":[],"failing":[],"reason":"No answer yet.","recommendation":"Let it run.","neededPerArm":4900,"stillNeeded":9610}""";

    [Fact]
    public async Task List_OfExperiments_ShowsTheirArms()
    {
        var run = new CliRun().Answer($$"""{"experiments":[{{Experiment}}]}""");
        Assert.Equal(0, await run.RunAsync("experiments", "list"));
        Assert.Contains("control 1 %, b 1 %", run.Output);
        Assert.Contains("running", run.Output);
    }

    [Fact]
    public async Task Show_OfAnExperiment_ShowsFiguresAndWhatToDo()
    {
        var run = new CliRun().Answer(Report);
        Assert.Equal(0, await run.RunAsync("experiments", "show", "e/1"));
        Assert.Equal("GET /v1/experiments/e%2F1", run.Requests[0].Call);
        foreach (var words in (string[])["control (control)", "+0.167 (-0.010 to +0.300)", "1,180", "MISMATCH", "9,610 still needed", "Let it run.", "started by ayşe: try it"])
            Assert.Contains(words, run.Output, StringComparison.Ordinal);
        run = new CliRun().Answer(Report);
        Assert.Equal(0, await run.RunAsync("experiments", "show", "e1", "--json"));
        Assert.StartsWith("""{"experiment":{"id":"e1" """.TrimEnd(), run.Output, StringComparison.Ordinal);
        Assert.Single(run.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Show_OfAnUnknownExperiment_ExitsWith1()
    {
        var run = new CliRun().Answer("""{"title":"Not found"}""", HttpStatusCode.NotFound);
        Assert.Equal(1, await run.RunAsync("experiments", "show", "x"));
        Assert.Contains("there is no experiment 'x'", run.Error);
    }

    [Theory]
    [InlineData("model", "b=1%:lr-2", """{"name":"b","share":0.01,"version":"lr-2"}""")]
    [InlineData("thresholds", "b=0.25:0.7,0.85", """{"name":"b","share":0.25,"taggedThreshold":0.7,"topTwoThreshold":0.85}""")]
    [InlineData("presentation", "b=0.25:colour=red:bold", """{"name":"b","share":0.25,"payload":"colour=red:bold"}""")]
    public async Task Create_OfEachKind_ReadsWhatTheArmsAre(string kind, string arm, string json)
    {
        var run = new CliRun().Answer(Experiment);
        Assert.Equal(0, await run.RunAsync("experiments", "create", "canary", "--kind", kind, "--arm", "control=1%", "--arm", arm, "--error-limit", "0.02", "--reason", "try"));
        var (call, body, key) = Assert.Single(run.Requests);
        Assert.Equal("POST /v1/experiments", call);
        Assert.Equal($$"""{"name":"canary","kind":"{{kind}}","unit":"track","metric":"correct","control":"control","arms":[{"name":"control","share":0.01},{{json}}],"limits":{"errorLimit":0.02},"reason":"try"}""", body);
        Assert.NotNull(key);
        Assert.Contains("cluster experiments start e1", run.Output);
    }

    [Theory]
    [InlineData("create", "x", "--arm", "b")]
    [InlineData("create", "x", "--arm", "b=120%")]
    [InlineData("create", "x", "--arm", "b=0.1", "--arm", "b=0.2")]
    [InlineData("create", "x", "--kind", "thresholds", "--arm", "b=0.1:bold")]
    [InlineData("create", "x", "--kind", "colour", "--arm", "b=0.1")]
    [InlineData("create", "x")]
    [InlineData("shares", "e1")]
    [InlineData("shares", "e1", "--share", "b=0.1:lr-2")]
    [InlineData("start")]
    public async Task Commands_ThatMakeNoSense_ExitWith2AndAskNobody(params string[] words)
    {
        var run = new CliRun();
        Assert.Equal(2, await run.RunAsync(["experiments", .. words]));
        Assert.Empty(run.Requests);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Changes_OfAnExperiment_SayWhoWhyAndWhatWasSeen()
    {
        var run = new CliRun().Answer(Experiment);
        Assert.Equal(0, await run.RunAsync("experiments", "start", "e1", "--revision", "1", "--reason", "now"));
        Assert.Equal(0, await run.RunAsync("experiments", "shares", "e1", "--share", "b=10%", "--share", "control=0.1"));
        Assert.Equal(0, await run.RunAsync("experiments", "stop", "e1", "--actor", "mehmet"));
        Assert.Equal(
            [("POST /v1/experiments/e1/start", """{"reason":"now"}"""), ("POST /v1/experiments/e1/shares", """{"shares":{"b":0.1,"control":0.1}}"""), ("POST /v1/experiments/e1/stop", "{}")],
            run.Requests.Select(request => (request.Call, request.Body)));
        Assert.Equal([("ay%C5%9Fe", "\"1\""), ("ay%C5%9Fe", null), ("mehmet", null)], run.Claims);
        Assert.Contains("canary runs: control 1 %, b 1 %.", run.Output);
    }

    [Fact]
    public async Task Conclude_WithAWinner_SaysHowToPromoteIt()
    {
        var run = new CliRun().Answer($$"""{"experiment":{{Experiment.Replace("\"winner\":null", "\"winner\":\"b\"", StringComparison.Ordinal)}},"promote":"lr-2","next":"Promote the winner: cluster models promote lr-2."}""");
        Assert.Equal(0, await run.RunAsync("experiments", "conclude", "e1", "--winner", "b"));
        Assert.Equal(("POST /v1/experiments/e1/conclude", """{"winner":"b"}"""), (run.Requests[0].Call, run.Requests[0].Body));
        Assert.Contains("with the winner b. Promote the winner: cluster models promote lr-2.", run.Output);
    }

    [Fact]
    public async Task Start_ThatIsRefused_ExitsWith1AndTheGatewaysWords()
    {
        var run = new CliRun().Answer("""{"title":"x","detail":"The experiment 'other' (e0) runs, and an answer cannot obey both: stop it first."}""", HttpStatusCode.Conflict);
        Assert.Equal(1, await run.RunAsync("experiments", "start", "e1"));
        Assert.Contains("stop it first", run.Error);
    }
}
