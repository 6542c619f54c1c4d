using System.Globalization;
using Cluster.Modeling.Data;
using Cluster.Modeling.Importing;
using Cluster.Modeling.Reports;

namespace Cluster.Modeling.Evaluation;

/// <summary>The figures of the parts of a table, by genre and by tempo.</summary>
internal static class Slices
{
    /// <summary>Parts of fewer rows say nothing.</summary>
    public const int LeastRows = 20;

    /// <summary>Nor do parts by fewer artists, tracks or the like.</summary>
    public const int LeastGroups = 5;

    private const int MaxGenres = 20;
    private const string Unknown = "unknown";
    private const string Others = "other genres";

    /// <summary>Cuts scored rows by genre (the most frequent ones first) and by <see cref="TempoRanges"/>; empty where the table knows neither.</summary>
    public static IReadOnlyList<Slice> Of(ScoredRows scored, LabelledTable table, int resamples, int seed)
    {
        var rows = scored.Rows.Distinct().ToArray();
        var genres = GenreNames(rows, table);
        var tempi = TempoNames(rows, table);
        return [.. Cut(scored, "genre", genres.NameOf, genres.Order, resamples, seed), .. Cut(scored, "tempo", tempi.NameOf, tempi.Order, resamples, seed)];
    }

    private static (Func<int, string> NameOf, IReadOnlyList<string> Order) GenreNames(int[] rows, LabelledTable table)
    {
        // One genre may be spelt in several ways: the first stands for all.
        var known = rows.Where(row => table.Rows[row].Genre is not null)
            .GroupBy(row => NameFolding.Fold(table.Rows[row].Genre!)).OrderByDescending(genre => genre.Count()).ThenBy(genre => genre.Key, StringComparer.Ordinal)
            .Select((genre, rank) => (genre.Key, Name: rank < MaxGenres ? table.Rows[genre.First()].Genre! : Others)).ToArray();
        if (known.Length == 0) return (_ => Unknown, []);
        var names = known.ToDictionary(genre => genre.Key, genre => genre.Name);
        return (
            row => table.Rows[row].Genre is { } genre ? names[NameFolding.Fold(genre)] : Unknown,
            [.. known.Select(genre => genre.Name).Distinct(), Unknown]);
    }

    private static (Func<int, string> NameOf, IReadOnlyList<string> Order) TempoNames(int[] rows, LabelledTable table)
    {
        var feature = ColumnRoles.FindTempo(table.FeatureNames);
        double? TempoOf(int row) => table.Rows[row].TempoBpm ?? (feature >= 0 ? TempoRanges.Plausible(table.Rows[row].Features[feature]) : null);

        // A column that was standardized, or holds something else, has hardly a plausible value.
        if (rows.Count(row => TempoOf(row) is not null) * 2 < rows.Length) return (_ => Unknown, []);
        return (row => TempoOf(row) is { } bpm ? TempoRanges.NameOf(bpm) : Unknown, [.. TempoRanges.Names, Unknown]);
    }

    private static IEnumerable<Slice> Cut(
        ScoredRows scored, string by, Func<int, string> nameOf, IReadOnlyList<string> order, int resamples, int seed)
    {
        if (order.Count == 0) yield break;
        var parts = Enumerable.Range(0, scored.Count).GroupBy(i => nameOf(scored.Rows[i])).ToDictionary(part => part.Key, part => part.ToArray());
        foreach (var name in order)
        {
            if (parts.TryGetValue(name, out var part)) yield return Measure(scored.Take(part), by, name, resamples, seed);
        }
    }

    private static Slice Measure(ScoredRows part, string by, string name, int resamples, int seed)
    {
        var rows = part.Rows.Distinct().Count();
        var groups = part.Groups.Distinct().Count();
        if (rows < LeastRows) return Silent(by, name, rows, $"too few rows: {rows} of at least {LeastRows}");
        if (groups < LeastGroups) return Silent(by, name, rows, $"too few independent groups: {groups} of at least {LeastGroups}");
        var matrix = ConfusionMatrix.Of(part.Calibrated, part.Truths);
        var (accuracy, macroF1, _) = GroupBootstrap.Intervals(part, resamples, seed);
        return new Slice(by, name, rows, matrix.Accuracy, matrix.MacroF1, accuracy, macroF1, null);
    }

    private static Slice Silent(string by, string name, int rows, FormattableString why) =>
        new(by, name, rows, null, null, null, null, why.ToString(CultureInfo.InvariantCulture));
}
