using System.Net;

namespace Cluster.Cli.Tests;

public sealed class DriftCommandTests
{
    private const string Series =
        """{"name":"NAME","psi":PSI,"kl":0.05,"threshold":0.18,"byChance":0.18,"pValue":0.00001,"level":"major","windowsRunning":2,"alert":"major","histogram":{"bins":["a","b"],"edges":[],"reference":[1,1],"window":[0,8]}}""";

    private const string Alert =
        """
        {"id":"a1","model":"lr-1","what":"features","level":"major","since":"2026-01-02T03:04:05+00:00","window":7,"evidence":"3 of 249 features differ.","advice":"Label some.",
        "clearedAt":null,"clearedBecause":null,"acknowledged":{"by":"ayşe","at":"2026-01-03T00:00:00+00:00","reason":"a new archive"}}
        """;

    private const string Training =
        """
        {"id":"t1","state":"succeeded","trigger":"labels","actor":"cluster","reason":"60 new labels","champion":"lr-1","requestedAt":"2026-01-02T03:04:05+00:00","startedAt":null,
        "finishedAt":null,"attempts":1,"model":"lr-2","labels":400,"rows":1200,"accuracy":0.81,"macroF1":0.79,"problem":null}
        """;

    [Fact]
    public async Task Drift_Report_IsATableOfWhatMovedMost()
    {
        var run = new CliRun().Answer(Report());

        Assert.Equal(0, await run.RunAsync("drift", "--model", "lr-1", "--window", "7", "--top", "1"));

        Assert.Equal("GET /v1/drift?histograms=1&model=lr-1&window=7", run.Requests[0].Call);
        Assert.Contains("window 7: 2026-01-02 03:04 UTC to 2026-01-02 05:04 UTC, 612 recordings, 2 processes, 4 not counted", run.Output);
        Assert.Contains("macro-F1 0.740 (at training 0.800)", run.Output);
        Assert.Contains("never counts for a promotion", run.Output);
        var moved = run.Output.Split('\n').Single(line => line.Contains("tempo", StringComparison.Ordinal));
        Assert.Contains("0.410", moved);
        Assert.Contains("1e-5", moved);
        Assert.Contains("▁█", moved);
        Assert.DoesNotContain("loudness", run.Output);
        Assert.Contains("open window: 12 recordings since 2026-01-02 05:04 UTC, 488 more are needed", run.Output);
    }

    [Fact]
    public async Task Drift_NoWindowYet_ExitsWith1AndSaysWhatItTakes()
    {
        var run = new CliRun().Answer("""{"title":"No window is closed yet","detail":"137 recordings were counted, 363 more are needed."}""", HttpStatusCode.NotFound);

        Assert.Equal(1, await run.RunAsync("drift"));

        Assert.Equal("GET /v1/drift?histograms=15", run.Requests[0].Call);
        Assert.Contains("363 more are needed", run.Error);
    }

    [Fact]
    public async Task Windows_Listed_SayWhatWasFound()
    {
        var run = new CliRun().Answer(
            """{"windows":[{"window":7,"model":"lr-1","openedAt":"2026-01-02T03:04:05+00:00","closedAt":"2026-01-02T05:04:05+00:00","rows":612,"dropped":0,"level":"moderate","drifted":3,"meanConfidence":0.71,"reviewRate":0.1,"labelled":0,"macroF1":null,"estimatedMacroF1":0.7}],"nextCursor":"c2"}""");

        Assert.Equal(0, await run.RunAsync("drift", "windows", "--model", "lr-1", "--limit", "1"));

        Assert.Equal("GET /v1/drift/windows?limit=1&model=lr-1", run.Requests[0].Call);
        Assert.Contains("moderate", run.Output);
        Assert.Contains("--cursor c2", run.Output);
    }

    [Fact]
    public async Task Alerts_Listed_ShowEvidenceAdviceAndWhoNotedThem()
    {
        var run = new CliRun().Answer($$"""{"alerts":[{{Alert}}],"nextCursor":null}""");

        Assert.Equal(0, await run.RunAsync("drift", "alerts", "--all"));

        Assert.Equal("GET /v1/alerts?limit=20&all=true", run.Requests[0].Call);
        Assert.Contains("a1  major  features of lr-1, since 2026-01-02 03:04 UTC\n  evidence  3 of 249 features differ.\n  advice    Label some.\n  noted     by ayşe, 2026-01-03 00:00 UTC: a new archive\n", run.Output);
        var none = new CliRun().Answer("""{"alerts":[],"nextCursor":null}""");
        Assert.Equal(0, await none.RunAsync("drift", "alerts"));
        Assert.Equal("no alerts.\n", none.Output);
    }

    [Fact]
    public async Task Acknowledge_Alert_SaysWhoAndWhy()
    {
        var run = new CliRun().Answer(Alert);

        Assert.Equal(0, await run.RunAsync("drift", "acknowledge", "a1", "--reason", "a new archive"));

        Assert.Equal(("POST /v1/alerts/a1/acknowledge", """{"reason":"a new archive"}"""), (run.Requests[0].Call, run.Requests[0].Body));
        Assert.Equal("ay%C5%9Fe", run.Claims[0].Actor);
        Assert.Equal("alert a1 (features of lr-1) is acknowledged by ayşe.\n", run.Output);
        var refused = new CliRun().Answer("""{"detail":"'bora' acknowledged it already."}""", HttpStatusCode.Conflict);
        Assert.Equal(1, await refused.RunAsync("drift", "acknowledge", "a1"));
        Assert.Contains("'bora' acknowledged it already.", refused.Error);
    }

    [Fact]
    public async Task Retrain_AskedFor_IsSentUnderAKey()
    {
        var run = new CliRun().Answer(Training, HttpStatusCode.Accepted);

        Assert.Equal(0, await run.RunAsync("models", "retrain", "--reason", "new labels", "--actor", "bora", "--key", "k"));

        Assert.Equal(("POST /v1/models/retrain", """{"reason":"new labels"}""", "k"), run.Requests[0]);
        Assert.Equal("bora", run.Claims[0].Actor);
        Assert.StartsWith("training t1 is succeeded", run.Output);
        var refused = new CliRun().Answer("""{"detail":"A training needs 10 labels of each emotion; still missing: 4 of angry."}""", HttpStatusCode.UnprocessableEntity);
        Assert.Equal(1, await refused.RunAsync("models", "retrain"));
        Assert.Contains("4 of angry", refused.Error);
        Assert.Equal(32, refused.Requests[0].Key!.Length);
    }

    [Fact]
    public async Task Retraining_State_SaysWhenTheNextIsDueAndWhatBecameOfTheLast()
    {
        var run = new CliRun().Answer($$"""{"active":null,"automatic":true,"nextDue":"2026-04-02T02:00:00+00:00","why":"Nothing calls for it.","labels":400,"newLabels":3,"missing":null,"history":[{{Training}}],"nextCursor":null}""");

        Assert.Equal(0, await run.RunAsync("models", "retraining"));

        Assert.Equal("GET /v1/models/retraining?limit=10", run.Requests[0].Call);
        Assert.StartsWith("no training is under way.\n  next    2026-04-02 02:00 UTC\n  why     Nothing calls for it.\n  labels  400, 3 of them new\n", run.Output);
        Assert.Contains("lr-2", run.Output);
    }

    [Theory]
    [InlineData("drift", "--window", "0")]
    [InlineData("drift", "--top", "x")]
    [InlineData("drift", "acknowledge")]
    [InlineData("drift", "alerts", "--limit", "1001")]
    public async Task BadUsage_ExitsWith2(params string[] args)
    {
        var run = new CliRun().Answer("{}");
        Assert.Equal(2, await run.RunAsync(args));
        Assert.Empty(run.Requests);
    }

    private static string Report()
    {
        var tempo = Series.Replace("NAME", "tempo", StringComparison.Ordinal).Replace("PSI", "0.41", StringComparison.Ordinal);
        var loudness = Series.Replace("NAME", "loudness", StringComparison.Ordinal).Replace("PSI", "0.02", StringComparison.Ordinal);
        return $$$"""
            {"model":"lr-1","window":7,"openedAt":"2026-01-02T03:04:05+00:00","closedAt":"2026-01-02T05:04:05+00:00","rows":612,"dropped":4,"sources":2,"referenceRows":500,"level":"major","drifted":1,
            "topMovers":["tempo"],"features":[{{{loudness}}},{{{tempo}}}],"predictedEmotions":{{{Series.Replace("NAME", "predicted emotions", StringComparison.Ordinal).Replace("PSI", "0.3", StringComparison.Ordinal)}}},
            "confidence":null,"predictions":{"meanConfidence":0.71,"meanEntropy":0.6,"reviewRate":0.125,"byEmotion":{"happy":300,"sad":312},"byDecision":{"tagged":612}},
            "quality":{"labelled":120,"accuracy":0.75,"macroF1":0.74,"ece":0.04,"trainedMacroF1":0.8,"trainedEce":0.02,"estimatedAccuracy":0.7,"estimatedMacroF1":0.69,"blindSpot":"It never counts for a promotion."},
            "open":{"since":"2026-01-02T05:04:05+00:00","rows":12,"rowsNeeded":488,"closesFrom":"2026-01-02T06:04:05+00:00"}}
            """;
    }
}
