using System.Text;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Importing;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Importing;

public sealed class FeatureTableImporterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(',', '.', "\n", false)]
    [InlineData(',', '.', "\r\n", true)]
    [InlineData('\t', '.', "\n", false)]
    [InlineData('\t', ',', "\r\n", false)]
    [InlineData(';', ',', "\r\n", true)]
    [InlineData(';', '.', "\r", false)]
    [InlineData('|', '.', "\n", false)]
    public void Read_AnyGuise_GivesTheSameTable(char delimiter, char decimalSign, string lineEnd, bool quoted)
    {
        var expected = Import(Text(',', '.', "\n", quoted: false));
        var actual = Import(Text(delimiter, decimalSign, lineEnd, quoted));
        Assert.Equal(expected.Sha256, actual.Sha256);
        Assert.Equal(decimalSign == ',' ? "comma" : "point", actual.Import.DecimalSign);
        Assert.Equal(12, actual.Rows.Count);
        Assert.Equal(1.25f, actual.Rows[1].Features[0]);
    }

    [Fact]
    public void Read_QuotedDecimalCommaInACommaFile_ReadsNumbers()
    {
        var table = Import("class,a,b\nhappy,\"1,5\",\"0,25\"\nsad,\"2,5\",\"0,75\"\nhappy,\"3,5\",\"0,5\"\n");
        Assert.Equal("comma", table.Import.DecimalSign);
        Assert.Equal([1.5f, 0.25f], table.Rows[0].Features);
    }

    [Theory]
    [InlineData("utf-8 with mark")]
    [InlineData("utf-16")]
    [InlineData("windows-1254")]
    [InlineData("utf-8")]
    public void Read_AnyEncoding_ReadsTurkishLabels(string encoding)
    {
        const string Text = "Duygu,a\nMutlu,1\nHüzünlü,2\nÖfkeli,4\nSakin,8\nMUTLU,9\n";
        var bytes = encoding switch
        {
            "utf-8 with mark" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)],
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)],
            "windows-1254" => Encoding.Latin1.GetBytes(Text),        // these letters lie where Latin-1 has them
            _ => Encoding.UTF8.GetBytes(Text),
        };
        var table = FeatureTableImporter.Read(folder.Write("t.csv", bytes));
        Assert.Equal(encoding, table.Import.Encoding);
        Assert.Equal([EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Angry, EmotionLabel.Relaxed, EmotionLabel.Happy], table.Rows.Select(row => row.Label));
        Assert.Equal("Duygu", table.Import.ClassColumn);
    }

    [Theory]
    [InlineData("a,b,etiket", 2)]
    [InlineData("a,zzz,b", 1)]
    [InlineData("Emoción,a,b", 0)]
    public void Read_ClassInAnyColumn_IsFound(string header, int column)
    {
        var text = new StringBuilder(header + "\n");
        string[] labels = ["Feliz", "TRISTE", " enojado ", "relajado", "happy"];
        for (var i = 0; i < labels.Length; i++)
        {
            var cells = new List<string> { $"{i * 0.5}", $"{10 - (i * i)}" };
            cells.Insert(column, labels[i]);
            text.Append(string.Join(',', cells)).Append('\n');
        }

        var table = Import(text.ToString());
        Assert.Equal(header.Split(',')[column], table.Import.ClassColumn);
        Assert.Equal(2, table.FeatureNames.Count);
        Assert.Equal(4, table.Classes.Count);
    }

    [Fact]
    public void Read_NamedClassColumnAndMapping_AreUsed()
    {
        var text = "emotion,rating,a\nhappy,Q1,1\nhappy,Q3,2\nsad,q1,4\nsad,Q9,8\n";
        var table = FeatureTableImporter.Read(folder.Write("t.csv", text), new FeatureTableOptions
        {
            ClassColumn = "Rating",
            ClassMapping = new Dictionary<string, EmotionLabel> { ["Q1"] = EmotionLabel.Happy, ["Q3"] = EmotionLabel.Sad },
        });
        Assert.Equal([EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Happy], table.Rows.Select(row => row.Label));
        Assert.Equal(1, table.Import.UnknownLabels["Q9"]);
        Assert.Equal("not a feature", table.Import.DroppedColumns["emotion"]);
    }

    [Fact]
    public void Read_DirtyCells_AreCounted()
    {
        var table = Import(
            "Class,a,b,c,junk\n HAPPY ,1, 2.5 ,error,x\nsad,NULL,3,4,9\nangry,?,4,5,7\nrelax,N/A,5,6,unknown\n,1,1,1,1\nhappy,invalid,6,7,3\n"
            + "sad,NAN,7,8,2\nangry,2,8,oops,bad\nhappy,3,9,,1\nsad,4,10,9,2\nrelax,5,11,10,3\nhappy,6,12,11,4\nsad,7,13,12,5,77\n"
            + "sad,8,14,12\nangry,9,15,13,\nangry,11,16,14,\nangry,12,17,15,\nangry,13,18,16,\nangry,14,19,17,\nangry,15,20,18,\nangry,16,21,19,\nangry,17,22,20,\n");
        var import = table.Import;
        Assert.Equal(1, import.MissingLabels);
        Assert.Equal(1, import.NormalizedLabels);
        Assert.Equal(1, import.PaddedNumbers);
        Assert.Equal(1, import.EmptyCells);
        Assert.Equal(1, import.UnreadableCells);
        Assert.Equal(2, import.RaggedRows);
        Assert.Equal(["?", "error", "invalid", "n/a", "nan", "null"], import.MissingTokens.Keys);
        Assert.All(import.MissingTokens.Values, count => Assert.Equal(1, count));
        Assert.Equal("text", import.DroppedColumns["junk"]);
        Assert.Equal(22, import.RowsRead);
        Assert.Equal(19, import.RowsUsed);
        Assert.Equal(import.RowsUsed, table.Rows.Count);
        Assert.True(float.IsNaN(table.Rows[1].Features[0]));
    }

    [Fact]
    public void Read_ColumnsThatAreNoFeatures_AreDropped()
    {
        var table = Import("id,,class,trackId,Artist,genre,a,half\n7,0,happy,t1,A,folk,1,\n8,1,sad,t2,A,pop,2,\n9,2,happy,t3,B,folk,5,1\n9,3,sad,t4,,pop,7,\n");
        Assert.Equal(["a"], table.FeatureNames);
        Assert.Equal("row number", table.Import.DroppedColumns["column2"]);
        Assert.Equal("mostly missing", table.Import.DroppedColumns["half"]);
        Assert.Equal("not a feature", table.Import.DroppedColumns["id"]);
        Assert.Equal("Artist, trackId", table.Import.GroupColumn);
        Assert.Equal([0, 0, 1, 2], table.Groups);
        Assert.Equal("folk", table.Rows[0].Genre);
    }

    [Fact]
    public void Read_NoHeader_NamesTheColumns()
    {
        var table = Import("1.5,2,happy,3\n2.5,4,sad,1\n3.5,9,happy,4\n");
        Assert.Equal(["column1", "column2", "column4"], table.FeatureNames);
        Assert.Equal(3, table.Rows.Count);
    }

    [Fact]
    public void Read_DoubledColumnNames_AreToldApart() => Assert.Equal(["a", "a.2"], Import("class,a,a\nhappy,1,5\nsad,2,7\nsad,4,7\n").FeatureNames);

    [Fact]
    public void Read_WantedFeatures_AreTakenInTheirOrder()
    {
        var path = folder.Write("t.csv", "class,a,b,c\nhappy,1,2,3\nsad,4,5,6\n");
        Assert.Equal([3f, 1f], FeatureTableImporter.Read(path, new FeatureTableOptions { Features = ["c", "A"] }).Rows[0].Features);
        Assert.Throws<DatasetException>(() => FeatureTableImporter.Read(path, new FeatureTableOptions { Features = ["nope"] }));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("class,a\n", "no rows")]
    [InlineData("a,b\n1,2\n3,4\n", "no class column")]
    [InlineData("class,a\nQ1,2\nQ2,4\n", "'Q1'")]
    [InlineData("class,a\nhappy,x\nsad,y\n", "no numeric")]
    [InlineData("class,a,id\nhappy,x,1\nsad,y,2\n", "'a' (text), 'id' (not a feature)")]
    [InlineData("class\nhappy\nsad\n", "no numeric")]
    [InlineData("\0\u0001\u0002", "not a text file")]
    public void Read_NoDataSet_SaysWhy(string text, string says)
    {
        var error = Assert.Throws<DatasetException>(() => Import(text));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFileOrFolder_Throws()
    {
        Assert.Throws<DatasetException>(() => FeatureTableImporter.Read(Path.Combine(folder.Path, "nothing.csv")));
        Assert.Throws<DatasetException>(() => FeatureTableImporter.Read(folder.Path));
        Assert.Throws<DatasetException>(() => FeatureTableImporter.Read(folder.Write("t.csv", "class,a\nhappy,1\n"), new FeatureTableOptions { ClassColumn = "b" }));
    }

    private LabelledTable Import(string text) => FeatureTableImporter.Read(folder.Write("t.csv", text));

    private static string Text(char delimiter, char decimalSign, string lineEnd, bool quoted)
    {
        string[] names = ["happy", "sad", "angry", "relaxed"];
        var lines = new List<string[]> { new[] { "first", "class", "second" } };
        for (var i = 0; i < 12; i++)
        {
            lines.Add([$"{(i * 1.25).ToString(System.Globalization.CultureInfo.InvariantCulture)}", names[i % 4], $"{(i * i) + 0.5}"]);
        }

        return string.Concat(lines.Select((cells, n) =>
            string.Join(delimiter, cells.Select(cell => n == 0 ? cell : cell.Replace('.', decimalSign)).Select(cell => quoted ? $"\"{cell}\"" : cell)) + lineEnd));
    }
}
