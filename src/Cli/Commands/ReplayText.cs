using System.Globalization;
using Cluster.Cli.Gateway;
using Spectre.Console;

namespace Cluster.Cli.Commands;

/// <summary>Writes replays for people.</summary>
internal static class ReplayText
{
    private const int MostParts = 10;
    private const int MostFlips = 10;

    /// <summary>How far it is, on one line.</summary>
    public static string Progress(ReplayAnswer replay) => Line(
        $"{replay.State}, {replay.Progress.Tracks}{(replay.Progress.OfTracks is { } all ? Line($" of {all}") : string.Empty)} tracks, {replay.Progress.Clips} clips");

    /// <summary>Writes what it found.</summary>
    public static void Write(ReplayAnswer replay, CliContext context)
    {
        var output = context.Output;
        output.WriteLine($"{replay.Version} against {replay.Champion}, {(replay.Sample is { } sample ? Line($"a sample of {sample} tracks") : "the whole catalogue")}: {Progress(replay)}");
        if (replay.Error is { } error) output.WriteLine(error);
        if (replay.Result is not { } result) return;
        output.WriteLine(Line($"{result.Flips} of {result.Clips} clips would change their emotion ({result.FlipShare:P1})."));
        Write("emotion", result.ByClass, context);
        Write("genre", result.ByGenre, context);
        Write("artist", result.ByArtist, context);
        if (result.SurestFlips.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("surest flips", "from", "to", "confidence");
            foreach (var flip in result.SurestFlips.Take(MostFlips)) table.AddRow(new[] { flip.ClipId, flip.From, flip.To, Line($"{flip.Confidence:0.00}") }.Select(cell => new Text(cell)));
            context.OutputConsole().Write(table);
        }

        output.WriteLine(Line($"To be listened to: {result.ReviewBefore} clips now, {result.ReviewAfter} then."));
        output.WriteLine(Line(
            $"Expected error: {result.Cost.ChampionExpectedError:P1} now, {result.Cost.CandidateExpectedError:P1} then; use of a recommender: {Change(result.Cost.ExpectedChangeLow)} to {Change(result.Cost.ExpectedChangeHigh)}."));
        if (result.Gaps.TracksWithoutFeatures > 0)
        {
            output.WriteLine(Line(
                $"{result.Gaps.TracksWithoutFeatures} tracks have no cached features and were left out, such as {string.Join(", ", result.Gaps.Named.Take(3))}: backfill them."));
        }

        output.WriteLine(replay.Comparison is null
            ? "No labelled clips: which of the two is right is not known."
            : Line($"{result.FreshLabelledClips} of the labelled clips were labelled after both models were registered; on the others either may have been trained."));
        if (replay.Comparison is { } comparison) ComparisonText.Write(comparison, context);
    }

    private static void Write(string name, IReadOnlyList<ReplayPartAnswer> parts, CliContext context)
    {
        if (parts.Count == 0) return;
        var table = new Table().Border(TableBorder.Simple).AddColumn(name);
        foreach (var column in (string[])["clips", "flips", "share"]) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var part in parts.Take(MostParts)) table.AddRow(new[] { part.Name, Line($"{part.Clips}"), Line($"{part.Flips}"), Line($"{part.Share:P1}") }.Select(cell => new Text(cell)));
        context.OutputConsole().Write(table);
        if (parts.Count > MostParts) context.Output.WriteLine(Line($"and {parts.Count - MostParts} more: --json has them."));
    }

    private static string Change(double change) => Line($"{change:+0.0%;-0.0%;0.0%}");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
