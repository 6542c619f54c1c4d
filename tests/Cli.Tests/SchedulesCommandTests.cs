namespace Cluster.Cli.Tests;

public sealed class SchedulesCommandTests
{
    private const string Schedule =
        """{"id":"s1","state":"active","source":"/m","everySeconds":604800,"watchSeconds":300,"window":"01:00-05:00","timeZone":"Europe/Istanbul","runs":2,"jobId":"s1-2","nextAt":"2026-01-05T22:00:00+00:00","new":"ş"}""";

    private static string Here => Path.GetTempPath();

    [Fact]
    public async Task Backfill_EveryWeekAtNight_StartsASchedule()
    {
        var run = new CliRun().Answer(Schedule);
        Assert.Equal(0, await run.RunAsync("backfill", Here, "--every", "7d", "--window", "01:00-05:00", "--time-zone", "Europe/Istanbul", "--watch", "--priority", "2"));
        var (request, body, key) = Assert.Single(run.Requests);
        Assert.Equal("POST /v1/schedules", request);
        Assert.NotNull(key);
        Assert.Contains("\"every\":\"7d\",\"window\":\"01:00-05:00\",\"timeZone\":\"Europe/Istanbul\",\"watch\":true", body);
        Assert.Contains("\"priority\":2", body);
        Assert.Contains("schedule s1 active: all every 7 d, changes every 5 min in 01:00-05:00 Europe/Istanbul; next 2026-01-05 22:00 UTC; 2 runs, the last is job s1-2", run.Output);
    }

    [Theory]
    [InlineData("--window", "01:00-05:00")]
    [InlineData("--watch-every", "5m")]
    [InlineData("--every", "7d", "--wait")]
    [InlineData("--watch", "--dry-run")]
    public async Task Backfill_OptionsThatDoNotGoTogether_AreBadUsage(params string[] options)
    {
        var run = new CliRun().Answer(Schedule);
        Assert.Equal(2, await run.RunAsync(["backfill", Here, .. options]));
        Assert.Empty(run.Requests);
    }

    [Fact]
    public async Task Schedules_Listed_SayWhenTheyAreDue()
    {
        var run = new CliRun().Answer($$"""{"schedules":[{{Schedule}}],"nextCursor":null}""");
        Assert.Equal(0, await run.RunAsync("schedules"));
        Assert.Equal("GET /v1/schedules?limit=20", run.Requests[0].Call);
        Assert.Contains("2026-01-05 22:00 UTC", run.Output);
        var none = new CliRun().Answer("""{"schedules":[],"nextCursor":null}""");
        Assert.Equal(0, await none.RunAsync("schedules"));
        Assert.Contains("no schedules yet", none.Output);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("cancel")]
    public async Task Schedules_Commanded_AnswerWithTheSchedule(string verb)
    {
        var run = new CliRun().Answer(Schedule);
        Assert.Equal(0, await run.RunAsync("schedules", verb, "s1", "--json"));
        Assert.Equal($"POST /v1/schedules/s1/{verb}", run.Requests[0].Call);
        Assert.Equal(Schedule + "\n", run.Output);
    }

    [Fact]
    public async Task Schedules_OfOne_ShowsIt()
    {
        var run = new CliRun().Answer(Schedule);
        Assert.Equal(0, await run.RunAsync("schedules", "s1"));
        Assert.Equal("GET /v1/schedules/s1", run.Requests[0].Call);
        Assert.Contains("source: /m", run.Output);
    }
}
