using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Evaluation;

public sealed class SlicesTests
{
    [Theory]
    [InlineData(40, "below 90 bpm")]
    [InlineData(89.999, "below 90 bpm")]
    [InlineData(90, "90 to 120 bpm")]
    [InlineData(120, "120 to 150 bpm")]
    [InlineData(150, "150 bpm and above")]
    [InlineData(300, "150 bpm and above")]
    public void NameOf_Tempo_IncludesTheLowerEnd(double bpm, string name) => Assert.Equal(name, TempoRanges.NameOf(bpm));

    [Fact]
    public void Of_Genres_ComeByFrequencyAndUnknownLast()
    {
        // 30 rows of pop, spelt in two ways, of which 24 are right; 22 of folk, all right; 6 of jazz; 10 of none.
        string?[] genres = [.. Enumerable.Range(0, 30).Select(i => i % 2 == 0 ? "Pop" : "POP "), .. Enumerable.Repeat("folk", 22), .. Enumerable.Repeat("jazz", 6), .. new string?[10]];
        var slices = Of(genres.Select(genre => (genre, (double?)null)), right: i => i is >= 30 or < 24);

        Assert.Equal(["Pop", "folk", "jazz", "unknown"], slices.Select(slice => slice.Name));
        Assert.Equal([30, 22, 6, 10], slices.Select(slice => slice.Rows));
        Assert.All(slices, slice => Assert.Equal("genre", slice.By));
        Assert.Equal([24.0 / 30, 1.0, null, null], slices.Select(slice => slice.Accuracy));
        Assert.Equal("too few rows: 6 of at least 20", slices[2].Note);
        Assert.Null(slices[0].Note);
        Assert.InRange(24.0 / 30, slices[0].AccuracyInterval!.Low, slices[0].AccuracyInterval!.High);
        Assert.InRange(slices[0].AccuracyInterval!.High - slices[0].AccuracyInterval!.Low, 0.15, 0.4);
        Assert.Equal(new Interval(1, 1), slices[1].AccuracyInterval);
        Assert.Null(slices[2].MacroF1Interval);
        Assert.Equal(68, slices.Sum(slice => slice.Rows));
    }

    [Fact]
    public void Of_Repeats_CountRowsOnce()
    {
        var slices = Of(Enumerable.Repeat(("pop", (double?)null), 25)!, right: _ => true, repeats: 3);
        Assert.Equal(25, Assert.Single(slices).Rows);
    }

    [Fact]
    public void Of_FewGroups_AreTooFewWhateverTheirRows()
    {
        var slice = Assert.Single(Of(Enumerable.Repeat(("pop", (double?)null), 60)!, right: _ => true, groupOf: i => i % 4));
        Assert.Equal((60, null, "too few independent groups: 4 of at least 5"), (slice.Rows, slice.Accuracy, slice.Note));
    }

    [Fact]
    public void Of_ManyGenres_PoolsTheRareOnes()
    {
        var slices = Of(Enumerable.Range(0, 40).SelectMany(g => Enumerable.Repeat(($"genre{g:00}", (double?)null), 50 - g))!, right: _ => true);
        Assert.Equal(21, slices.Count);
        Assert.Equal("other genres", slices[^1].Name);
        Assert.Equal(Enumerable.Range(20, 20).Sum(g => 50 - g), slices[^1].Rows);
    }

    [Fact]
    public void Of_Tempi_ComeSlowToFast()
    {
        var bpm = Enumerable.Range(0, 100).Select(i => i < 8 ? (double?)null : 60 + i);
        var slices = Of(bpm.Select(tempo => ((string?)null, tempo)), right: _ => true);
        Assert.Equal(["below 90 bpm", "90 to 120 bpm", "120 to 150 bpm", "150 bpm and above", "unknown"], slices.Select(slice => slice.Name));
        Assert.Equal([22, 30, 30, 10, 8], slices.Select(slice => slice.Rows));
        Assert.All(slices, slice => Assert.Equal("tempo", slice.By));
    }

    [Fact]
    public void Of_TempoFeature_ServesWhereNoTempoIsStated()
    {
        var rows = Enumerable.Range(0, 60).Select(i => new LabelledRow($"{i}", $"{i}", EmotionLabel.Happy, [0, i < 30 ? 80 : 130])).ToList();
        var slices = Slices.Of(Scored(60, _ => true), new LabelledTable("t", ["x", "_Tempo_Mean"], rows), 100, 1);
        Assert.Equal([("below 90 bpm", 30), ("120 to 150 bpm", 30)], slices.Select(slice => (slice.Name, slice.Rows)));
    }

    [Fact]
    public void Of_StandardizedTempo_IsNoTempo()
    {
        var rows = Enumerable.Range(0, 60).Select(i => new LabelledRow($"{i}", $"{i}", EmotionLabel.Happy, [(i - 30) / 15f])).ToList();
        Assert.Empty(Slices.Of(Scored(60, _ => true), new LabelledTable("t", ["tempo"], rows), 100, 1));
    }

    [Fact]
    public void Of_NoGenreAndNoTempo_IsEmpty() => Assert.Empty(Of(Enumerable.Repeat(((string?)null, (double?)null), 30), right: _ => true));

    private static IReadOnlyList<Reports.Slice> Of(
        IEnumerable<(string? Genre, double? Tempo)> parts, Func<int, bool> right, int repeats = 1, Func<int, int>? groupOf = null)
    {
        var rows = parts.Select((part, i) => new LabelledRow($"{i}", $"{i}", (EmotionLabel)(i % 2), [i], part.Genre, part.Tempo)).ToList();
        return Slices.Of(Scored(rows.Count, right, repeats, groupOf), new LabelledTable("t", ["x"], rows), 300, 1);
    }

    private static ScoredRows Scored(int rows, Func<int, bool> right, int repeats = 1, Func<int, int>? groupOf = null)
    {
        var scored = new ScoredRows();
        for (var i = 0; i < rows * repeats; i++)
        {
            var (row, truth) = (i % rows, (EmotionLabel)(i % rows % 2));
            scored.Add(row, groupOf?.Invoke(row) ?? row, truth, right(row) ? truth : 1 - truth, 0.8);
        }

        return scored;
    }
}
