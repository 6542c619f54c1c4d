using System.Net;

namespace Cluster.Cli.Tests;

public sealed class QueryCommandTests
{
    private const string Track = """
        {"trackId":"Zeki Müren/Şimdi#1","title":"Şimdi","artist":"Zeki Müren","album":null,"genre":"sanat","year":1955,"durationS":61.5,
        "emotion":{"label":"sad","confidence":0.81,"probabilities":{"happy":0.05,"sad":0.81,"angry":0.04,"relaxed":0.1},"decision":"tagged","topTwo":["sad","relaxed"],
        "modelVersion":"lr-0123456789ab","schema":"librosa-v1-00000000","method":"majority","clips":2},
        "timeline":[{"startS":0,"durS":30,"label":"sad","confidence":0.8,"decision":"tagged"},{"startS":30,"durS":31.5,"label":"relaxed","confidence":0.6,"decision":"review"}]}
        """;

    [Fact]
    public async Task Lookup_Track_IsOneSegmentOfTheAddressAndShownForPeople()
    {
        var run = new CliRun().Answer(Track);

        Assert.Equal(0, await run.RunAsync("lookup", "Zeki Müren/Şimdi#1"));

        Assert.Equal("GET /v1/tracks/Zeki%20M%C3%BCren%2F%C5%9Eimdi%231", run.Requests[0].Call);
        Assert.Contains("sad (0.810, tagged)", run.Output);
        Assert.Contains("happy 0.050, sad 0.810, angry 0.040, relaxed 0.100", run.Output);
        Assert.Contains("Zeki Müren", run.Output);
        Assert.Contains("review", run.Output);
    }

    [Fact]
    public async Task Lookup_Json_IsOneLine()
    {
        var run = new CliRun().Answer(Track);

        Assert.Equal(0, await run.RunAsync("lookup", "x", "--json"));

        Assert.Equal(Track.ReplaceLineEndings(string.Empty) + "\n", run.Output);
    }

    [Fact]
    public async Task Lookup_UntaggedTrack_SaysSo()
    {
        var run = new CliRun().Answer("""{"trackId":"x","emotion":null,"timeline":[]}""");

        Assert.Equal(0, await run.RunAsync("lookup", "x"));
        Assert.Contains("not tagged yet", run.Output);
    }

    [Fact]
    public async Task Lookup_UnknownTrack_ExitsWith1()
    {
        var run = new CliRun().Answer("""{"title":"Not found"}""", HttpStatusCode.NotFound);

        Assert.Equal(1, await run.RunAsync("lookup", "x"));
        Assert.Contains("there is no track 'x' in the catalogue", run.Error);
    }

    [Theory]
    [InlineData("jobs")]
    [InlineData("jobs list")]
    public async Task Jobs_List_IsATable(string line)
    {
        var run = new CliRun().Answer($$"""{"jobs":[{{CliRun.Job("running", total: 1234, tagged: 17)}}],"nextCursor":null}""");

        Assert.Equal(0, await run.RunAsync(line.Split(' ')));

        Assert.Equal("GET /v1/backfills?limit=20", run.Requests[0].Call);
        Assert.Contains("1234", run.Output);
        Assert.Contains("/m", run.Output);
    }

    [Theory]
    [InlineData("jobs j1")]
    [InlineData("jobs show j1")]
    public async Task Jobs_Show_ListsWhatFailed(string line)
    {
        var run = new CliRun()
            .Answer(CliRun.Job("completedWithErrors", tagged: 1, failed: 1))
            .Answer("""{"items":[{"item":"b.mp3","trackId":"b","state":"failed","attempts":1,"error":"No audio."}],"nextCursor":null}""");

        Assert.Equal(0, await run.RunAsync(line.Split(' ')));

        Assert.Contains("job j1 completedWithErrors", run.Output);
        Assert.Contains("failed: b.mp3: No audio. (1 attempt)", run.Output);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("cancel")]
    [InlineData("retry")]
    public async Task Jobs_Command_IsPassedOn(string verb)
    {
        var run = new CliRun().Answer(CliRun.Job("running"));

        Assert.Equal(0, await run.RunAsync("jobs", verb, "a/b"));
        Assert.Equal($"POST /v1/backfills/a%2Fb/{verb}", run.Requests[0].Call);
    }

    [Fact]
    public async Task Jobs_None_SaysHowToStartOne()
    {
        var run = new CliRun().Answer("""{"jobs":[],"nextCursor":null}""");

        Assert.Equal(0, await run.RunAsync("jobs"));
        Assert.Contains("cluster backfill", run.Output);
    }
}
