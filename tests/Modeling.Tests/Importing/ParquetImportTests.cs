using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Importing;
using Cluster.Modeling.Tests.Support;
using Cluster.TestKit;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;

namespace Cluster.Modeling.Tests.Importing;

public sealed class ParquetImportTests : IDisposable
{
    private static readonly string[] Labels = [.. Enumerable.Range(0, 24).Select(i => ((EmotionLabel)(i % 4)).ToName())];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, CompressionMethod.Snappy)]
    [InlineData(7, CompressionMethod.Zstd)]
    [InlineData(1, CompressionMethod.None)]
    [InlineData(5, CompressionMethod.Gzip)]
    public async Task Read_ParquetAndText_GiveTheSameTable(int rowsPerGroup, CompressionMethod compression)
    {
        var values = Enumerable.Range(0, 24).Select(i => (i * 1.25) - 3).ToArray();
        var other = Enumerable.Range(0, 24).Select(i => (float)((i * i % 17) + 0.5)).ToArray();
        var path = folder.Combine("table.parquet");
        await ParquetFiles.WriteAsync(path, [("a", values), ("Class", Labels), ("b", other)], rowsPerGroup, new ParquetOptions { CompressionMethod = compression });
        var text = folder.Write("table.csv", "a,Class,b\n" + string.Concat(Enumerable.Range(0, 24).Select(i => FormattableString.Invariant($"{values[i]},{Labels[i]},{other[i]}\n"))));

        var table = FeatureTableImporter.Read(path);

        Assert.Equal(FeatureTableImporter.Read(text).Sha256, table.Sha256);
        Assert.Equal("parquet", table.Import.Format);
        Assert.Equal("Class", table.Import.ClassColumn);
        Assert.Equal("row 1", table.Rows[0].Id);
        Assert.Equal(24, table.Import.RowsRead);
    }

    [Fact]
    public async Task Read_EveryNumericType_GivesNumbers()
    {
        var path = folder.Combine("table.parquet");
        await ParquetFiles.WriteAsync(path,
        [
            ("class", Labels), ("int32", Enumerable.Range(0, 24).Select(i => i * 3 % 11).ToArray()),
            ("int16", Enumerable.Range(0, 24).Select(i => (short)(i % 5)).ToArray()), ("flag", Enumerable.Range(0, 24).Select(i => i % 3 == 0).ToArray()),
            ("decimal", Enumerable.Range(0, 24).Select(i => i * 0.25m % 2).ToArray()),
            ("int64", Enumerable.Range(0, 24).Select(i => i == 4 ? (long?)null : i % 7).ToArray()),
            ("text", Enumerable.Range(0, 24).Select(i => i == 2 ? " 2,5 " : $"{i},25").ToArray()),
        ]);

        var table = FeatureTableImporter.Read(path);

        Assert.Equal(["int32", "int16", "flag", "decimal", "int64", "text"], table.FeatureNames);
        Assert.Equal([9f, 3f, 1f, 0.75f, 3f, 3.25f], table.Rows[3].Features);
        Assert.True(float.IsNaN(table.Rows[4].Features[4]));
        Assert.Equal(1, table.Import.EmptyCells);
        Assert.Equal(1, table.Import.PaddedNumbers);
        Assert.Equal("comma", table.Import.DecimalSign);
    }

    [Fact]
    public async Task Read_NullsAndNotANumber_AreMissingAndCounted()
    {
        var path = folder.Combine("table.parquet");
        string?[] labels = [.. Labels];
        labels[5] = null;
        labels[6] = "ÜZGÜN";
        labels[7] = "bored";
        var numbers = Enumerable.Range(0, 24).Select(i => (double?)(i * i % 13)).ToArray();
        (numbers[0], numbers[1], numbers[2], numbers[5]) = (null, double.NaN, double.PositiveInfinity, null);
        var artists = Enumerable.Range(0, 24).Select(i => i < 3 ? null : $"artist {i / 2}").ToArray();
        await ParquetFiles.WriteAsync(path, [("emotion", labels), ("artist", artists), ("x", numbers), ("y", Enumerable.Range(0, 24).Select(i => i * 0.5).ToArray())], 10);

        var table = FeatureTableImporter.Read(path);
        var import = table.Import;

        Assert.Equal((24, 22), (import.RowsRead, import.RowsUsed));
        Assert.Equal((1, 1), (import.MissingLabels, import.NormalizedLabels));
        Assert.Equal(1, Assert.Single(import.UnknownLabels, pair => pair.Key == "bored").Value);
        Assert.Equal(1, import.EmptyCells);                                     // row 6 has no label: its cells do not count
        Assert.Equal([("inf", 1), ("nan", 1)], import.MissingTokens.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(EmotionLabel.Sad, table.Rows.Single(row => row.Id == "row 7").Label);
        Assert.Equal(table.Rows.Single(row => row.Id == "row 9").Group, table.Rows.Single(row => row.Id == "row 10").Group);
        Assert.NotEqual(table.Rows[0].Group, table.Rows[1].Group);
    }

    [Fact]
    public async Task Read_RepeatedWords_AreReadThroughTheirDictionary()
    {
        var path = folder.Combine("table.parquet");
        var labels = Enumerable.Range(0, 5000).Select(i => ((EmotionLabel)(i % 4)).ToName()).ToArray();
        var options = new ParquetOptions();
        options.ColumnEncodingHints["class"] = EncodingHint.Dictionary;
        await ParquetFiles.WriteAsync(path, [("class", labels), ("x", Enumerable.Range(0, 5000).Select(i => Math.Sin(i)).ToArray())], 1024, options);
        var plain = folder.Combine("plain.parquet");
        await ParquetFiles.WriteAsync(plain, [("class", labels), ("x", Enumerable.Range(0, 5000).Select(i => Math.Sin(i)).ToArray())], 1024);

        var table = FeatureTableImporter.Read(path);

        Assert.Equal(1250, table.Rows.Count(row => row.Label == EmotionLabel.Angry));
        Assert.Equal(labels[4321], table.Rows[4321].Label.ToName());
    }

    [Fact]
    public async Task Read_ClassInNumbers_IsMapped()
    {
        var path = folder.Combine("table.parquet");
        await ParquetFiles.WriteAsync(path, [("class", new[] { 0, 1, 0, 1 }), ("x", new[] { 0.5, 1.5, 2.5, 4.5 })]);
        var options = new FeatureTableOptions { ClassMapping = new Dictionary<string, EmotionLabel> { ["0"] = EmotionLabel.Sad, ["1"] = EmotionLabel.Angry } };

        Assert.Equal([EmotionLabel.Sad, EmotionLabel.Angry], FeatureTableImporter.Read(path, options).Classes);
        Assert.Contains("'0'", Assert.Throws<DatasetException>(() => FeatureTableImporter.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AnotherNameThanParquet_IsKnownByItsBytes()
    {
        var path = folder.Combine("table.data");
        await ParquetFiles.WriteAsync(path, [("class", Labels), ("x", Enumerable.Range(0, 24).Select(i => i * 0.5).ToArray())]);
        Assert.Equal("parquet", FeatureTableImporter.Read(path).Import.Format);
    }

    [Fact]
    public async Task Read_ColumnOfLists_SaysWhichColumn()
    {
        var path = folder.Combine("table.parquet");
        await using (var stream = File.Create(path))
        {
            await ParquetSerializer.SerializeAsync([new Embedded { Emotion = "sad", Vector = [1, 2] }], stream, cancellationToken: TestContext.Current.CancellationToken);
        }

        var error = Assert.Throws<DatasetException>(() => FeatureTableImporter.Read(path));

        Assert.Contains("'table.parquet', column 'Vector'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ColumnOfBytes_SaysWhichColumn()
    {
        var path = folder.Combine("table.parquet");
        var field = new DataField<byte[]>("blob");
        await using (var stream = File.Create(path))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), stream, cancellationToken: TestContext.Current.CancellationToken))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(field, [[1, 2], [3]]);
        }

        Assert.Contains("column 'blob'", Assert.Throws<DatasetException>(() => FeatureTableImporter.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_DamagedFile_IsAnErrorHoweverItIsDamaged()
    {
        var path = folder.Combine("table.parquet");
        await ParquetFiles.WriteAsync(path, [("class", Labels), ("x", Enumerable.Range(0, 24).Select(i => Math.Sin(i)).ToArray())]);
        var good = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var random = new Random(3);
        var failed = 0;
        for (var round = 0; round < 2000; round++)
        {
            var bad = (byte[])good.Clone();
            for (var n = 0; n < 4; n++) bad[4 + random.Next(bad.Length - 8)] = (byte)random.Next(256);
            folder.Write("bad.parquet", bad);
            try
            {
                FeatureTableImporter.Read(folder.Combine("bad.parquet"));
            }
            catch (DatasetException error)
            {
                failed++;
                Assert.Contains("bad.parquet", error.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(failed, 1000, 2000);
    }

    [Theory]
    [InlineData("PAR1")]
    [InlineData("PAR1 cut short before its end")]
    [InlineData("")]
    [InlineData("class,x\nhappy,1\n")]
    public void Read_NoParquetInside_SaysSo(string content)
    {
        var error = Assert.Throws<DatasetException>(() => FeatureTableImporter.Read(folder.Write("t.parquet", content)));
        Assert.Contains("Parquet file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NoRows_SaysSo()
    {
        var path = folder.Combine("t.parquet");
        await ParquetFiles.WriteAsync(path, [("class", Array.Empty<string>()), ("x", Array.Empty<double>())]);
        Assert.Contains("no rows", Assert.Throws<DatasetException>(() => FeatureTableImporter.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadManifest_Parquet_ReadsEveryColumn()
    {
        var path = folder.Combine("list.parquet");
        await ParquetFiles.WriteAsync(path,
        [
            ("path", new[] { "A/b.wav", "c.wav", null }), ("duygu", new[] { "MUTLU", "kızgın", "sad" }), ("trackId", new[] { "t1", null, "t3" }),
            ("sanatçı", new[] { "Zeki", "Anonim", null }), ("start", new double?[] { 1.5, null, null }),
            ("duration", new[] { TimeSpan.FromSeconds(65), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1) }),
            ("tür", new[] { "türkü", null, null }), ("bpm", new double?[] { 92, null, null }),
        ]);

        var manifest = AudioManifestReader.Read(path);

        Assert.Equal(
            new AudioEntry(
                folder.Combine("A/b.wav"), EmotionLabel.Happy, "t1", "Zeki", TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(65), "türkü", 92),
            manifest.Entries[0]);
        Assert.Equal(new AudioEntry(folder.Combine("c.wav"), EmotionLabel.Angry, "c", null, null, TimeSpan.FromSeconds(30), null), manifest.Entries[1]);
        Assert.Equal("no path", manifest.Import.FailedAudio["row 3"]);
        Assert.Equal("parquet", manifest.Import.Format);
    }

    private sealed class Embedded
    {
        public string? Emotion { get; set; }

        public List<float>? Vector { get; set; }
    }
}
