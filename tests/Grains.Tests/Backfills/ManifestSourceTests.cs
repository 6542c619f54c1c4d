using Cluster.Abstractions.Tracks;
using Cluster.Grains.Backfills.Sources;
using Cluster.TestKit;

namespace Cluster.Grains.Tests.Backfills;

public sealed class ManifestSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("path,trackId,title,artist,year\nx/a.mp3,neset/1,\"Gönül Dağı, canlı\",Neşet Ertaş,1979\n")]
    [InlineData("\uFEFFpath;track_id;Title;Artist;Year\r\nx/a.mp3;neset/1;\"Gönül Dağı, canlı\";Neşet Ertaş;1979\r\n")]
    [InlineData("Artist\tyear\tPATH\ttrackId\ttitle\textra\nNeşet Ertaş\t1979\tx/a.mp3\tneset/1\tGönül Dağı, canlı\tjunk\n")]
    public void List_InAnyGuise_ReadsTheSame(string csv)
    {
        var item = Assert.Single(List(csv));
        Assert.Equal(("x/a.mp3", folder.Combine("x/a.mp3"), "neset/1", null), (item.Item, item.Path, item.TrackId, item.Error));
        Assert.Equal(new TrackMetadata { Title = "Gönül Dağı, canlı", Artist = "Neşet Ertaş", Year = 1979 }, item.Metadata);
    }

    [Fact]
    public void List_WithoutTrackIds_TakesThePathWithoutItsExtension()
    {
        var items = List("path\nx/a.mp3\n/abs/b.wav\n");
        Assert.Equal(["x/a", "/abs/b"], items.Select(item => item.TrackId));
        Assert.Equal("/abs/b.wav", items[1].Path);
    }

    [Fact]
    public void List_WithBadRows_NamesTheirLinesAndGoesOn()
    {
        var items = List("path,trackId,year\n,t1,1970\nb.mp3,t2,soon\nc.mp3,t3,1971\n");
        Assert.Equal(3, items.Count);
        Assert.Contains("Line 2 has no path", items[0].Error, StringComparison.Ordinal);
        Assert.Contains("Line 3", items[1].Error, StringComparison.Ordinal);
        Assert.Contains("soon", items[1].Error, StringComparison.Ordinal);
        Assert.Null(items[2].Error);
    }

    [Fact]
    public void List_OfAnotherKindOfFile_IsRefusedWithItsColumns()
    {
        Assert.Contains("'path'", Assert.Throws<SourceException>(() => List("file,label\na.mp3,happy\n")).Message, StringComparison.Ordinal);
        Assert.Contains("empty", Assert.Throws<SourceException>(() => List("")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void List_OfBytesThatAreNoText_IsRefused()
    {
        var path = folder.Combine("m.csv");
        File.WriteAllBytes(path, [0x70, 0x61, 0x74, 0x68, 0x0A, 0xFF, 0xFE, 0x80, 0x0A]);
        var failure = Record.Exception(() => BackfillSource.Open(path, []).Select(item => item.Error).First(error => error is not null));
        Assert.IsType<SourceException>(failure);
    }

    private List<Cluster.Catalog.Backfills.ListedItem> List(string csv) => [.. BackfillSource.Open(folder.Write("m.csv", csv), [])];
}
