using System.CommandLine;
using Cluster.Cli.Demo;
using Cluster.DemoMusic.Catalogue;

namespace Cluster.Cli.Commands;

/// <summary><c>cluster demo</c>: the whole system on music that it makes itself.</summary>
internal static class DemoCommand
{
    private const int FewestTracks = 32;
    private const int DefaultTracks = 160;

    public static Command Create(CliContext context)
    {
        var tracks = new Option<int>("--tracks") { Description = "Tracks of the synthetic catalogue.", HelpName = "N", DefaultValueFactory = _ => DefaultTracks };
        tracks.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < FewestTracks or > DemoOptions.MostTracks) result.AddError($"--tracks must lie in {FewestTracks} to {DemoOptions.MostTracks}.");
        });
        var seed = new Option<int>("--seed") { Description = "Seed of the music and the training.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var data = UpCommand.Data();
        var urls = UpCommand.Urls();
        var noServe = new Option<bool>("--no-serve") { Description = "End when everything was shown, instead of serving on." };
        var command = new Command("demo", "Make a small synthetic catalogue, train a shadow on it, backfill it, and show what was tagged and how champion and shadow compare.") { tracks, seed, data, urls, noServe };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new DemoSettings(
                parsed.GetValue(tracks), parsed.GetValue(seed), parsed.GetRequiredValue(data), parsed.GetRequiredValue(urls), !parsed.GetValue(noServe));
            return new DemoRun(settings, context).RunAsync(cancellationToken);
        });
        return command;
    }
}
