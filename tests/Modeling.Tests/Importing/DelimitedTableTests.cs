using System.Text;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Importing;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Importing;

public sealed class DelimitedTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_QuotesWithDelimitersQuotesAndLineBreaks_KeepsCellsAndLines()
    {
        var table = Read("a,\"the, \"\"class\"\"\",b\r\n1,\"happy\r\nor so\",2\r\n\"3\" ,  \"sad\",\"x\"y\n5,,6");
        Assert.Equal(["a", "the, \"class\"", "b"], table.Columns.Select(column => column.Name));
        Assert.Equal(["happy\r\nor so", "sad", null], Cells(table, 1));
        Assert.Equal(["2", "xy", "6"], Cells(table, 2));
        Assert.Equal("3", table.Columns[0].Text(1));
        Assert.Equal(["line 2", "line 4", "line 5"], Enumerable.Range(0, 3).Select(table.PlaceOf));
    }

    [Fact]
    public void Read_LineBreaksInEveryRow_StillFindsTheDelimiter()
    {
        var text = new StringBuilder("note;class;a\n");
        for (var i = 0; i < 30; i++) text.Append("\"one, two\nthree; four\n, five\";happy;1,5\n");
        var table = Read(text.ToString());
        Assert.Equal("semicolon", table.Delimiter);
        Assert.Equal(30, table.RowCount);
    }

    [Theory]
    [InlineData("sep=|\nclass|a\nhappy|1\n", "pipe", "line 3")]
    [InlineData("sep=#\r\nclass#a\r\nhappy#1\r\n", "#", "line 3")]
    [InlineData("class\ta\nhappy\t1,5\n", "tab", "line 2")]
    [InlineData("class;a;b\nhappy;1,5;2,5\nsad;1,5;\n", "semicolon", "line 2")]
    [InlineData("\n\nclass,a\n\nhappy,1\n", "comma", "line 5")]
    public void Read_AnyDelimiter_IsFound(string text, string delimiter, string place)
    {
        var table = Read(text);
        Assert.Equal(delimiter, table.Delimiter);
        Assert.Equal(["class", "a"], table.Columns.Take(2).Select(column => column.Name));
        Assert.Equal(place, table.PlaceOf(0));
    }

    [Theory]
    [InlineData("utf-16", false)]
    [InlineData("utf-16", true)]
    public void Read_Utf16_IsKnownByItsMark(string name, bool bigEndian)
    {
        Encoding encoding = bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode;
        var table = SourceTableReader.Read(folder.Write("t.csv", [.. encoding.Preamble, .. encoding.GetBytes("duygu;a\r\nKIZGIN;1,5\r\n")]));
        Assert.Equal(name, table.Encoding);
        Assert.Equal("KIZGIN", table.Columns[0].Text(0));
    }

    [Fact]
    public void Read_RaggedAndBlankRows_AreCountedAndLeftOut()
    {
        var table = Read("class,a,b\nhappy,1,2\nsad,1\n,,\nsad,1,2,3\nsad,1,2,,\n");
        Assert.Equal((2, 2, 1, 5), (table.RowCount, table.Ragged, table.Blank, table.RowsRead));
        Assert.Equal(["line 2", "line 6"], Enumerable.Range(0, 2).Select(table.PlaceOf));
    }

    [Fact]
    public void Read_RowNamesWithoutAHeader_GetAColumnOfTheirOwn()
    {
        var table = Read("class,a\nr1,happy,1\nr2,sad,2\nr3,sad,3\n");
        Assert.Equal(["", "class", "a"], table.Columns.Select(column => column.Name));
        Assert.Equal(3, table.RowCount);
    }

    [Theory]
    [InlineData("1.5,2,happy\n2.5,1,sad\n", "column1", 2)]
    [InlineData("song one.wav,happy\nsong two.wav,sad\n", "column1", 2)]
    [InlineData("1,2,happy,3\n2,4,sad,1\n", "column1", 2)]
    [InlineData("0,1,2,class\n5.5,2.5,9,happy\n", "0", 1)]
    [InlineData("happy,sad,angry,relaxed\n0.1,0.2,0.3,0.4\n", "happy", 1)]
    public void Read_HeaderOrNone_IsTold(string text, string first, int rows)
    {
        var table = Read(text);
        Assert.Equal(first, table.Columns[0].Name);
        Assert.Equal(rows, table.RowCount);
    }

    [Theory]
    [InlineData("class,a\nhappy,\"1\nsad,2\n", "line 2, column 2", "never closed")]
    [InlineData("class,a\nhappy,\"1\"\n\"sad,2\n", "line 3, column 1", "never closed")]
    [InlineData("class,a,b\nhappy,1\nsad,2\n", "as many cells", "3")]
    [InlineData("class,a\n", "no rows", "header")]
    [InlineData("\n \n", "empty", "t.csv")]
    public void Read_NoTable_SaysWhere(string text, string says, string also)
    {
        var error = Assert.Throws<DatasetException>(() => Read(text));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(also, error.Message, StringComparison.Ordinal);
        Assert.Contains("t.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CellWithoutEnd_IsRefused()
    {
        var error = Assert.Throws<DatasetException>(() => Read($"class,a\nhappy,1\nsad,{new string('x', 70_000)}\n"));
        Assert.Contains("line 3, column 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MillionColumns_IsRefused()
    {
        var error = Assert.Throws<DatasetException>(() => Read(string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"f{i}")) + "\n"));
        Assert.Contains("20,000 columns", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HugeFile_IsRefusedUnread()
    {
        var path = folder.Combine("huge.csv");
        using (var stream = File.Create(path)) stream.SetLength(10L << 30);              // a hole: it takes no room on disk
        Assert.Contains("256 MiB", Assert.Throws<DatasetException>(() => SourceTableReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DeviceWithoutEnd_IsRefused()
    {
        Needs.Component(File.Exists("/dev/zero"), "a device /dev/zero");
        Assert.Contains("256 MiB", Assert.Throws<DatasetException>(() => SourceTableReader.Read("/dev/zero")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "compressed")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 20, 0 }, "spreadsheet")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0, 0 }, "not a text file")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0, 0, 65, 0, 0, 0 }, "not a text file")]
    public void Read_Binary_SaysWhatItIs(byte[] bytes, string says) => Assert.Contains(
        says, Assert.Throws<DatasetException>(() => SourceTableReader.Read(folder.Write("t.csv", bytes))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_MissingFolderOrForbidden_SaysSo()
    {
        Assert.Contains("no file", Assert.Throws<DatasetException>(() => SourceTableReader.Read(folder.Combine("none.csv"))).Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<DatasetException>(() => SourceTableReader.Read(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<DatasetException>(() => SourceTableReader.Read(Directory.CreateDirectory(folder.Combine("d.parquet")).FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatFails_SaysSo()
    {
        Needs.Component(File.Exists("/proc/self/mem"), "a file /proc/self/mem");          // reading its first byte is an input error
        Assert.Contains("cannot be read", Assert.Throws<DatasetException>(() => SourceTableReader.Read("/proc/self/mem")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LabelsOfManyKinds_AreCountedButNotAllListed()
    {
        var text = "class,a\nhappy,1\nsad,2\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"word{i},{i}\nword0,3\n"));
        var import = FeatureTableImporter.Read(folder.Write("t.csv", text), new FeatureTableOptions { ClassColumn = "class" }).Import;
        Assert.Equal(1000, import.UnknownLabels.Values.Sum());
        Assert.Equal((501, 101), (import.UnknownLabels["word0"], import.UnknownLabels.Count));
    }

    [Theory]
    [InlineData("secret.csv")]
    [InlineData("secret.parquet")]
    public void Read_FileWithoutPermission_SaysSo(string name)
    {
        var path = folder.Write(name, "class,a\nhappy,1\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.None);
        if (OperatingSystem.IsWindows() || CanOpen(path)) Assert.Skip("Permissions do not bind this account.");
        Assert.Contains("cannot be read", Assert.Throws<DatasetException>(() => SourceTableReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ColumnsOfDifferentSigns_AreReadEachByItsOwn()
    {
        var table = FeatureTableImporter.Read(folder.Write(
            "t.csv", "class;a;b;c\nhappy;1,5;2.25;1.234\nsad;2,5;0.5;2.5\nhappy;1.234,5;3.75;1.125\nsad;4,5;1.234;7\n"));
        Assert.Equal("mixed", table.Import.DecimalSign);
        Assert.Equal([1.5f, 2.25f, 1.234f], table.Rows[0].Features);
        Assert.Equal([1234.5f, 3.75f, 1.125f], table.Rows[2].Features);
        Assert.Equal(1.234f, table.Rows[3].Features[1]);
    }

    [Fact]
    public void Read_DecimalCommaOfThreeDigitsOnly_IsNotThousands()
    {
        var table = FeatureTableImporter.Read(folder.Write("t.csv", "class;a;b\nhappy;9,136;1,052\nsad;6,680;2,591\nsad;7,111;3,439\n"));
        Assert.Equal([9.136f, 1.052f], table.Rows[0].Features);
    }

    [Fact]
    public void Read_MoreLabelsThanOne_AreNoFeatures()
    {
        var text = new StringBuilder("duygu,label,code,valence,a\n");
        for (var i = 0; i < 40; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{((EmotionLabel)(i % 4)).ToName()},{i % 4},{10 * (i % 4)},{i % 2},{i * i % 37}\n");
        var table = FeatureTableImporter.Read(folder.Write("t.csv", text.ToString()));
        Assert.Equal("duygu", table.Import.ClassColumn);
        Assert.Equal(["valence", "a"], table.FeatureNames);
        Assert.Equal("not a feature", table.Import.DroppedColumns["label"]);
        Assert.Equal("repeats the class", table.Import.DroppedColumns["code"]);
    }

    [Fact]
    public void Read_AnonymousArtists_AreNoGroup()
    {
        var table = FeatureTableImporter.Read(folder.Write(
            "t.csv", "class,sanatçı,trackId,tür,bpm,a\nhappy,Anonim,t1,türkü,90.5,1\nsad,Anonim,t2,N/A,,2\nhappy,Zeki,t3,pop,120,3\nsad,zeki,t4,pop,0,5\nhappy,unknown,t1,pop,x,8\n"));
        Assert.Equal([0, 1, 2, 2, 0], table.Groups);
        Assert.Equal(["türkü", null, "pop", "pop", "pop"], table.Rows.Select(row => row.Genre));
        Assert.Equal([90.5, null, 120.0, null, null], table.Rows.Select(row => row.TempoBpm));
        Assert.Equal("sanatçı, trackId", table.Import.GroupColumn);
    }

    [Fact]
    public void Read_AnyTable_CountsEveryRowOnce()
    {
        var import = FeatureTableImporter.Read(folder.Write(
            "t.csv", "class,a,b,c\nhappy,1,2,3\nsad,2,3,4\n,1,2,3\nbored,1,2,3\nQ1,1,2,3\nsad,,,1\n,,,\nsad,1\nhappy,4,4,4\nunknown,2,2,2\n?,1,1,1\n")).Import;
        Assert.Equal(11, import.RowsRead);
        Assert.Equal(3, import.RowsUsed);
        Assert.Equal((2, 3, 1, 2), (import.MissingLabels, import.UnknownLabels.Values.Sum(), import.RaggedRows, import.EmptyRows));
        Assert.Equal(import.RowsRead, import.RowsUsed + import.MissingLabels + import.UnknownLabels.Values.Sum() + import.RaggedRows + import.EmptyRows);
    }

    private SourceTable Read(string text) => SourceTableReader.Read(folder.Write("t.csv", text));

    private static string?[] Cells(SourceTable table, int column) => [.. Enumerable.Range(0, table.RowCount).Select(table.Columns[column].Text)];

    private static bool CanOpen(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
