using System.Net;
using Cluster.TestKit;

namespace Cluster.Cli.Tests;

public sealed class ModelsCommandTests
{
    private const string Registry =
        """{"champion":"lr-2","previousChampion":"lr-1","challenger":null,"shadows":["lr-1"],"revision":3,"auditHead":"h","versions":[{"version":"lr-1","schema":"s","algorithm":"a","description":"first","registeredAt":"2026-01-02T03:04:05+00:00","aliases":["previousChampion","shadow"]},{"version":"lr-2","schema":"s","algorithm":"a","description":"second","registeredAt":"2026-01-03T03:04:05+00:00","aliases":["champion"]}]}""";

    private const string Audit =
        """{"entries":[{"sequence":2,"at":"2026-01-03T03:04:05+00:00","actor":"ayşe","action":"promoted","version":"lr-2","replaced":"lr-1","reason":"better on folk","evidence":null,"revision":2,"previousHash":"p","hash":"h"}],"nextCursor":"more","chain":{"intact":true,"entries":2,"head":"h","brokenAt":null,"problem":null}}""";

    [Fact]
    public async Task List_OfVersions_NamesTheirAliasesAndTheRevision()
    {
        var run = new CliRun().Answer(Registry);

        Assert.Equal(0, await run.RunAsync("models", "list"));

        Assert.Contains("champion", Line(run, "second"));
        Assert.Contains("previous champion, shadow", Line(run, "first"));
        Assert.Contains("2026-01-03 03:04 UTC", run.Output);
        Assert.Contains("revision 3", run.Output);
    }

    [Fact]
    public async Task Show_OfAVersion_PrintsItsCard()
    {
        var run = new CliRun().Answer(
            """{"version":"lr-2","schema":"s","algorithm":"a","description":"second","registeredAt":"2026-01-03T03:04:05+00:00","aliases":["champion"],"revision":3,"card":{},"cardMarkdown":"# A card\n","problem":null}""");

        Assert.Equal(0, await run.RunAsync("models", "show", "lr/2"));

        Assert.Equal("GET /v1/models/lr%2F2", run.Requests[0].Call);
        Assert.Contains("# A card", run.Output);
        Assert.Contains("aliases     champion", run.Output);
    }

    [Fact]
    public async Task Show_OfAnUnknownVersion_ExitsWith1()
    {
        var run = new CliRun().Answer("""{"title":"Not found"}""", HttpStatusCode.NotFound);

        Assert.Equal(1, await run.RunAsync("models", "show", "x"));
        Assert.Contains("there is no model version 'x'", run.Error);
    }

    [Fact]
    public async Task Promote_Alone_ExpectsTheChampionOfNow()
    {
        var run = new CliRun().Answer("""{"champion":"lr-1","versions":[]}""").Answer(Registry);

        Assert.Equal(0, await run.RunAsync("models", "promote", "lr-2"));

        Assert.Equal("POST /v1/models/lr-2/promote", run.Requests[1].Call);
        Assert.Equal("""{"expectedChampion":"lr-1"}""", run.Requests[1].Body);
        Assert.Equal(("ay%C5%9Fe", null), run.Claims[1]);
        Assert.Contains("lr-2 answers now instead of lr-1", run.Output);
    }

    [Fact]
    public async Task Promote_OnARevision_SaysWhoWhyAndWhatWasSeen()
    {
        var run = new CliRun().Answer(Registry);

        Assert.Equal(0, await run.RunAsync("models", "promote", "lr-2", "--revision", "2", "--reason", "better on folk", "--evidence", "report 7", "--actor", "mehmet"));

        var (call, body, _) = Assert.Single(run.Requests);
        Assert.Equal("POST /v1/models/lr-2/promote", call);
        Assert.Equal("""{"reason":"better on folk","evidence":"report 7"}""", body);
        Assert.Equal(("mehmet", "\"2\""), run.Claims[0]);
        Assert.Contains("lr-2 answers now instead of lr-1", run.Output);
    }

    [Fact]
    public async Task Promote_ThatLosesTheRace_ExitsWith1AndTheGatewaysWords()
    {
        var run = new CliRun().Answer("""{"title":"x","detail":"The registry is at revision 3 by now, not 2: look again.","revision":3}""", HttpStatusCode.PreconditionFailed);

        Assert.Equal(1, await run.RunAsync("models", "promote", "lr-2", "--revision", "2"));
        Assert.Contains("revision 3 by now, not 2", run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Promote_WithForce_SaysWhyAndWhoApproves()
    {
        var run = new CliRun().Answer(Registry.Replace("\"auditHead\"", "\"bake\":{\"version\":\"lr-2\",\"former\":\"lr-1\",\"state\":\"watching\",\"since\":\"2026-01-03T03:04:05+00:00\",\"until\":\"2026-01-04T03:04:05+00:00\",\"endedAt\":null,\"reason\":null},\"auditHead\"", StringComparison.Ordinal));

        Assert.Equal(0, await run.RunAsync("models", "promote", "lr-2", "--expected", "lr-1", "--force", "--reason", "the label set changed", "--approved-by", "mehmet"));

        Assert.Equal("""{"expectedChampion":"lr-1","reason":"the label set changed","force":true,"approvedBy":"mehmet"}""", run.Requests[0].Body);
        Assert.Contains("lr-2 is watched until 2026-01-04 03:04 UTC: lr-1 comes back", run.Output);
    }

    [Fact]
    public async Task Promote_WithForceButNoReason_IsBadUsage()
    {
        var run = new CliRun().Answer(Registry);

        Assert.Equal(2, await run.RunAsync("models", "promote", "lr-2", "--force"));
        Assert.Contains("--force needs --reason", run.Error);
        Assert.Empty(run.Requests);
    }

    [Fact]
    public async Task Promote_ThatTheGatesBlock_ExitsWith1AndTheReasons()
    {
        var run = new CliRun().Answer("""{"title":"x","detail":"Version 'lr-2' may not be promoted: Macro-F1 is 0.7000, below 0.78."}""", HttpStatusCode.Conflict);

        Assert.Equal(1, await run.RunAsync("models", "promote", "lr-2", "--expected", "lr-1"));
        Assert.Contains("Macro-F1 is 0.7000, below 0.78.", run.Error);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Gates_OfAVersion_AreATableAndItsVerdict(bool promotable, int code)
    {
        var answer = $$$"""{"version":"lr-2","champion":"lr-1","promotable":{{{(promotable ? "true" : "false")}}},"outcome":"fail","checks":[{"gate":"macroF1","outcome":"fail","reason":"Macro-F1 is 0.7000, below 0.78.","figures":{"value":0.7}}],"reasons":[],"comparedBy":"a replay of 12 tracks","trafficFrom":null,"at":"2026-01-03T03:04:05+00:00"}""";
        var run = new CliRun().Answer(answer);

        Assert.Equal(code, await run.RunAsync("models", "gates", "lr/2"));
        Assert.Equal("GET /v1/models/lr%2F2/gates", run.Requests[0].Call);
        Assert.Contains("fail", Line(run, "macroF1"));
        Assert.Contains("compared with lr-1 by a replay of 12 tracks", run.Output);
        Assert.Contains(promotable ? "lr-2 may be promoted." : "--force --reason TEXT", run.Output);
        Assert.Equal(code, await run.RunAsync("models", "gates", "lr-2", "--json"));
        Assert.EndsWith(answer + "\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gates_OfAnUnknownVersion_ExitsWith1()
    {
        var run = new CliRun().Answer("""{"title":"Not found"}""", HttpStatusCode.NotFound);

        Assert.Equal(1, await run.RunAsync("models", "gates", "x"));
        Assert.Contains("there is no model version 'x'", run.Error);
    }

    [Fact]
    public async Task Rollback_IsOneCall()
    {
        var run = new CliRun().Answer(Registry);

        Assert.Equal(0, await run.RunAsync("models", "rollback", "--reason", "too many reviews"));

        var (call, body, _) = Assert.Single(run.Requests);
        Assert.Equal(("POST /v1/models/rollback", """{"reason":"too many reviews"}"""), (call, body));
        Assert.Contains("lr-2 answers again instead of lr-1", run.Output);
    }

    [Fact]
    public async Task Challenger_SetAndRemoved_IsPassedOn()
    {
        var run = new CliRun().Answer(Registry).Answer(Registry);

        Assert.Equal(0, await run.RunAsync("models", "challenger", "lr-1", "--reason", "try it"));
        Assert.Equal(0, await run.RunAsync("models", "challenger", "lr-1", "--remove", "--revision", "3"));

        Assert.Equal(("POST /v1/models/lr-1/challenger", """{"reason":"try it"}"""), (run.Requests[0].Call, run.Requests[0].Body));
        Assert.Equal(("DELETE /v1/models/lr-1/challenger", "\"3\""), (run.Requests[1].Call, run.Claims[1].Item2));
        Assert.Contains("lr-1 is the challenger of lr-2", run.Output);
        Assert.Contains("lr-1 is no challenger.", run.Output);
    }

    [Fact]
    public async Task Shadow_SetAndRemoved_IsPassedOn()
    {
        var run = new CliRun().Answer(Registry);

        Assert.Equal(0, await run.RunAsync("models", "shadow", "lr-1", "--reason", "compare"));
        Assert.Equal(0, await run.RunAsync("models", "shadow", "lr-1", "--remove", "--reason", "seen enough"));

        Assert.Equal(("POST /v1/models/lr-1/shadow", """{"reason":"compare"}"""), (run.Requests[0].Call, run.Requests[0].Body));
        Assert.Equal("DELETE /v1/models/lr-1/shadow?reason=seen%20enough", run.Requests[1].Call);
        Assert.Contains("lr-1 is a shadow of lr-2.\nlr-1 is no shadow.", run.Output);
    }

    [Fact]
    public async Task Audit_OfAWholeLog_IsATableWithItsHead()
    {
        var run = new CliRun().Answer(Audit);

        Assert.Equal(0, await run.RunAsync("models", "audit", "--limit", "1", "--cursor", "a/b"));

        Assert.Equal("GET /v1/models/audit?limit=1&cursor=a%2Fb", run.Requests[0].Call);
        var line = Line(run, "promoted");
        foreach (var cell in (string[])["ayşe", "lr-2", "lr-1", "better on folk", "2026-01-03 03:04 UTC"]) Assert.Contains(cell, line);
        Assert.Contains("the log is whole: 2 entries, head h", run.Output);
        Assert.Contains("--cursor more", run.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Audit_OfADamagedLog_ExitsWith1(bool json)
    {
        var damaged = Audit.Replace("\"intact\":true", "\"intact\":false", StringComparison.Ordinal).Replace("\"problem\":null", "\"problem\":\"Entry 1 was changed.\"", StringComparison.Ordinal);
        var run = new CliRun().Answer(damaged);

        Assert.Equal(1, await run.RunAsync(json ? ["models", "audit", "--json"] : ["models", "audit"]));
        Assert.Contains("the audit log is damaged: Entry 1 was changed.", run.Error);
        Assert.DoesNotContain("whole", run.Output);
    }

    [Theory]
    [InlineData("list", Registry)]
    [InlineData("rollback", Registry)]
    [InlineData("shadow lr-1", Registry)]
    [InlineData("audit", Audit)]
    public async Task Json_OfAnyCommand_IsTheGatewaysAnswerOnOneLine(string line, string answer)
    {
        var run = new CliRun().Answer(answer);

        Assert.Equal(0, await run.RunAsync(["models", .. line.Split(' '), "--json"]));
        Assert.Equal(answer + "\n", run.Output);
    }

    [Fact]
    public async Task Register_OfAnArtefact_SaysWhoAndWhy()
    {
        var run = new CliRun().Answer("""{"version":"v"}""", HttpStatusCode.Created);

        Assert.Equal(0, await run.RunAsync("models", "register", Path.Combine(RepositoryPaths.Root, "src", "Silo", "starter-model"), "--reason", "a&b"));

        Assert.Equal(("POST /v1/models?reason=a%26b", "ay%C5%9Fe"), (run.Requests[0].Call, run.Claims[0].Actor));
        Assert.Matches("^registered [a-z]+-[0-9a-f]{12}; .cluster models promote [a-z]+-[0-9a-f]{12}. lets it answer", run.Output);
    }

    [Fact]
    public async Task Register_OfSomethingElse_IsRefusedWithoutACluster()
    {
        var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("models", "register", "."));
        Assert.Contains("manifest.json", run.Error.Replace("card.json", "manifest.json", StringComparison.Ordinal));
    }

    private static string Line(CliRun run, string word) => run.Output.Split('\n').Single(line => line.Contains(word, StringComparison.Ordinal));
}
