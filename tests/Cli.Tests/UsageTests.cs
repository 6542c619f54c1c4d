namespace Cluster.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("", "Required command")]
    [InlineData("dance", "dance")]
    [InlineData("features", "FILE")]
    [InlineData("features a.wav --start -1", "--start")]
    [InlineData("features a.wav --start NaN", "--start")]
    [InlineData("features a.wav --duration 0", "--duration")]
    [InlineData("features a.wav --start x", "x")]
    [InlineData("train", "--features")]
    [InlineData("evaluate --model m --features a.csv --schema librosa-v1", "--schema")]
    [InlineData("train --features a.csv --audio b.csv", "--audio")]
    [InlineData("train --features a.csv --map Q1", "Q1")]
    [InlineData("train --features a.csv --map Q1=jolly", "jolly")]
    [InlineData("train --features a.csv --candidates logistic,forest", "discriminant, logistic, kernel")]
    [InlineData("train --features a.csv --candidates logistic,vote", "two other")]
    [InlineData("train --features a.csv --candidates kernel,kernel", "twice")]
    [InlineData("train --features a.csv --candidates kernel-pca99", "kernel-pca99")]
    [InlineData("evaluate --features a.csv", "--model")]
    [InlineData("backfill", "SOURCE")]
    [InlineData("backfill a --gateway nowhere", "nowhere")]
    [InlineData("backfill a --gateway ftp://host", "ftp")]
    [InlineData("backfill a --away-limit -1", "--away-limit")]
    [InlineData("jobs cancel", "ID")]
    [InlineData("lookup", "TRACK")]
    [InlineData("feedback", "Required command")]
    [InlineData("feedback add t --correct", "--author")]
    [InlineData("feedback add t --author a", "--correct, --incorrect or --emotion")]
    [InlineData("feedback add t --author a --correct --incorrect", "either")]
    [InlineData("feedback add t --author a --emotion gloomy", "gloomy")]
    [InlineData("feedback add t --author a --correct --kind robot", "robot")]
    [InlineData("feedback add t --author a --correct --clip -1", "--clip")]
    [InlineData("feedback add t --author a --correct --clip first", "first")]
    [InlineData("feedback undo f", "--author")]
    [InlineData("feedback list --limit 0", "--limit")]
    [InlineData("feedback list --limit many", "many")]
    [InlineData("feedback agreement --least 0", "--least")]
    [InlineData("feedback agreement --kind robot", "robot")]
    [InlineData("feedback export", "--out")]
    [InlineData("review --limit 1001", "--limit")]
    [InlineData("explain", "TRACK")]
    [InlineData("explain t --method magic", "magic")]
    [InlineData("explain t --limit 513", "--limit")]
    [InlineData("stats", "Required command")]
    [InlineData("stats emotions", "--by")]
    [InlineData("stats emotions --by mood", "mood")]
    [InlineData("stats emotions --by genre --min-confidence 2", "--min-confidence")]
    [InlineData("stats emotions --by genre --limit 501", "--limit")]
    [InlineData("events", "Required command")]
    [InlineData("events import", "FILE")]
    [InlineData("models", "Required command")]
    [InlineData("models promote", "VERSION")]
    [InlineData("models promote a --revision x", "x")]
    [InlineData("models shadow", "VERSION")]
    [InlineData("models show", "VERSION")]
    [InlineData("models audit --limit 0", "--limit")]
    public async Task CommandLine_ThatMakesNoSense_ExitsWith2AndSaysWhereHelpIs(string line, string complaint)
    {
        var run = new CliRun();

        var code = await run.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, code);
        Assert.Empty(run.Output);
        Assert.Contains(complaint, run.Error);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains("hint: 'cluster", run.Error);
        Assert.Empty(run.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("features")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("backfill")]
    [InlineData("jobs")]
    [InlineData("jobs show")]
    [InlineData("jobs list")]
    [InlineData("jobs pause")]
    [InlineData("jobs resume")]
    [InlineData("jobs cancel")]
    [InlineData("jobs retry")]
    [InlineData("lookup")]
    [InlineData("feedback")]
    [InlineData("feedback add")]
    [InlineData("feedback undo")]
    [InlineData("feedback list")]
    [InlineData("feedback agreement")]
    [InlineData("feedback export")]
    [InlineData("review")]
    [InlineData("explain")]
    [InlineData("stats")]
    [InlineData("stats emotions")]
    [InlineData("events")]
    [InlineData("events import")]
    [InlineData("models")]
    [InlineData("models list")]
    [InlineData("models register")]
    [InlineData("models promote")]
    [InlineData("models show")]
    [InlineData("models shadow")]
    [InlineData("models rollback")]
    [InlineData("models audit")]
    [InlineData("up")]
    public async Task Help_OfEveryCommand_GoesToStandardOutput(string command)
    {
        var run = new CliRun();

        var code = await run.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, code);
        Assert.Contains("Usage:", run.Output);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("lookup x")]
    [InlineData("jobs")]
    [InlineData("models list")]
    [InlineData("backfill .")]
    public async Task GatewayThatIsNotThere_ExitsWith1AndSaysHowToStartOne(string line)
    {
        var run = new CliRun().Refuse();

        Assert.Equal(1, await run.RunAsync(line.Split(' ')));
        Assert.Contains("no cluster at http://127.0.0.1:5080: start one with `cluster up`", run.Error);
        Assert.Empty(run.Output);
    }
}
