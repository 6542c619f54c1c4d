using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;
using Cluster.Grains.Backfills.Sources;
using Cluster.TestKit;
using CsCheck;
using Parquet;
using Parquet.Schema;

namespace Cluster.Grains.Tests.Backfills;

/// <summary>Manifests of JSON lines and of Parquet.</summary>
public sealed class StreamedManifestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void JsonLines_WithEveryField_AreReadLikeCsv()
    {
        var item = Assert.Single(Lines("""{"path":"x/a.mp3","track_id":"neset/1","title":"Gönül Dağı","Artist":"Neşet Ertaş","year":1979,"mood":["sad"]}"""));
        Assert.Equal(("x/a.mp3", folder.Combine("x/a.mp3"), "neset/1", null), (item.Item, item.Path, item.TrackId, item.Error));
        Assert.Equal(new TrackMetadata { Title = "Gönül Dağı", Artist = "Neşet Ertaş", Year = 1979 }, item.Metadata);
    }

    [Theory]
    [InlineData("""{"trackId":"a"}""", "Line 2 has no path")]
    [InlineData("""{"path":"a.mp3","year":"soon"}""", "Line 2: the year 'soon'")]
    [InlineData("""{"path":["a.mp3"]}""", "Line 2: path is neither")]
    [InlineData("""["a.mp3"]""", "Line 2 is no JSON object")]
    [InlineData("""{"path":"a.mp3" """, "Line 2 is no JSON")]
    [InlineData("""{"path":"a\u0000.mp3"}""", "The path in line 2 holds a null")]
    [InlineData("""{"path":"\ud800"}""", "Line 2 is no JSON")]
    [InlineData("{\"path\":\"a\uFFFD.mp3\"}", "Line 2 is not UTF-8")]
    public void JsonLines_WithABadLine_NameItAndGoOn(string bad, string problem)
    {
        var items = Lines("""{"path":"first.mp3"}""", bad, "", """{"path":"last.mp3"}""");
        Assert.Equal(["first", "last"], items.Where(item => item.Error is null).Select(item => item.TrackId));
        Assert.Contains(problem, Assert.Single(items, item => item.Error is not null).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonLines_WithAnEndlessLine_PassItOver()
    {
        var items = Lines("""{"path":"first.mp3"}""", new string('x', (1 << 20) + 1), """{"path":"last.mp3"}""");
        Assert.Equal(3, items.Count);
        Assert.Contains("Line 2 has more than", items[1].Error, StringComparison.Ordinal);
        Assert.Equal("last", items[2].TrackId);
    }

    [Fact]
    public void BoundedLines_OfAnyText_AreItsLines() => Gen.String[Gen.Char["ab\n"], 0, 200].Array[0, 400].Sample(parts =>
    {
        const int Limit = 50;
        var text = string.Concat(parts);
        var lines = new BoundedLines(new StringReader(text), Limit);
        var read = new List<string?>();
        while (lines.Read()) read.Add(lines.IsTooLong ? null : lines.Current);
        var expected = text.Split('\n').Select(line => line.Length > Limit ? null : line).ToList();
        if (expected[^1] == string.Empty) expected.RemoveAt(expected.Count - 1);
        return read.SequenceEqual(expected);
    }, iter: 200);

    [Fact]
    public async Task Parquet_InSeveralRowGroups_IsReadInOrder()
    {
        var items = await ParquetAsync(
            2, ("track_id", new[] { "t1", "t2", null, "t4" }), ("path", new[] { "a.mp3", null, "c.mp3", "/abs/d.mp3" }), ("Year", new int?[] { 1979, 1980, null, 2001 }));
        Assert.Equal(["t1", "row 2", "c", "t4"], items.Select(item => item.TrackId));
        Assert.Contains("Row 2 has no path", items[1].Error, StringComparison.Ordinal);
        Assert.Equal([1979, null, null, 2001], items.Select(item => item.Metadata.Year));
        Assert.Equal("/abs/d.mp3", items[3].Path);
    }

    [Fact]
    public async Task Parquet_WithoutPaths_IsRefusedWithItsColumns()
    {
        var failure = await Assert.ThrowsAsync<SourceException>(() => ParquetAsync(0, ("file", new[] { "a.mp3" })));
        Assert.Contains("no column 'path'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("file", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parquet_ThatIsNone_IsRefused() =>
        Assert.Contains("no Parquet file", Assert.Throws<SourceException>(() => BackfillSource.Open(folder.Write("m.parquet", "path\na.mp3\n"), [])).Message, StringComparison.Ordinal);

    [Fact]
    public void List_OfAMillionLines_HoldsFewOfThem()
    {
        var path = folder.Combine("long.jsonl");
        using (var writer = File.CreateText(path))
        {
            for (var i = 0; i < 1_000_000; i++) writer.WriteLine($"{{\"path\":\"{i}.mp3\"}}");
        }

        // What went by and is still alive half way is what a listing holds.
        var count = 0;
        var gone = new List<WeakReference>();
        foreach (var item in BackfillSource.Open(path, []))
        {
            count++;
            if (count % 5_000 == 1 && count < 450_000) gone.Add(new WeakReference(item));
            if (count == 500_000)
            {
                GC.Collect();
                Assert.DoesNotContain(gone, reference => reference.IsAlive);
            }

            Assert.Null(item.Error);
        }

        Assert.Equal(1_000_000, count);
    }

    private List<ListedItem> Lines(params string[] lines) => [.. BackfillSource.Open(folder.Write("m.jsonl", string.Join('\n', lines)), [])];

    private async Task<List<ListedItem>> ParquetAsync(int rowsPerGroup, params (string Name, Array Values)[] columns)
    {
        var path = folder.Combine("m.parquet");
        var fields = columns.Select(column => new DataField(column.Name, column.Values.GetType().GetElementType()!)).ToArray();
        await using (var stream = File.Create(path))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream))
        {
            var rows = columns[0].Values.Length;
            var step = rowsPerGroup == 0 ? rows : rowsPerGroup;
            for (var start = 0; start < rows; start += step)
            {
                using var group = writer.CreateRowGroup();
                for (var j = 0; j < columns.Length; j++)
                {
                    if (columns[j].Values is string?[] words) await group.WriteAsync(fields[j], words[start..(start + step)]!);
                    else await group.WriteAsync<int>(fields[j], (ReadOnlyMemory<int?>)((int?[])columns[j].Values).AsMemory(start, step));
                }

                group.CompleteValidate();
            }
        }

        return [.. BackfillSource.Open(path, [])];
    }
}
