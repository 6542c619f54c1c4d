using Cluster.Grains.Backfills.Sources;
using Cluster.TestKit;

namespace Cluster.Grains.Tests.Backfills;

public sealed class FolderSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_OfAFolder_ListsAudioInOrderWithTrackIds()
    {
        folder.Write("b/Gönül Dağı.MP3", "x");
        folder.Write("a.wav", "x");
        folder.Write("b/c.d/e.flac", "x");
        folder.Write("cover.jpg", "x");
        folder.Write("readme", "x");
        var items = BackfillSource.Open(folder.Path, []).ToList();
        Assert.Equal(["a.wav", "b/Gönül Dağı.MP3", "b/c.d/e.flac"], items.Select(item => item.Item));
        Assert.Equal(["a", "b/Gönül Dağı", "b/c.d/e"], items.Select(item => item.TrackId));
        Assert.All(items, item => Assert.Equal(folder.Combine(item.Item), item.Path));
        Assert.All(items, item => Assert.Null(item.Error));
    }

    [Fact]
    public void Open_OfALargeFolder_ListsEveryEntryOnce()
    {
        // More than one window of the folder's entries.
        var names = Enumerable.Range(0, 10_050).Select(number => $"{number:00000}.wav").ToList();
        foreach (var name in names) File.Create(folder.Combine(name)).Dispose();
        Assert.Equal(names, BackfillSource.Open(folder.Path, []).Select(item => item.Item).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Open_OfACircleOfLinks_Ends()
    {
        folder.Write("a.wav", "x");
        Directory.CreateSymbolicLink(folder.Combine("loop"), folder.Path);
        Assert.Equal(["a.wav"], BackfillSource.Open(folder.Path, []).Select(item => item.Item));
    }

    [Fact]
    public void Open_OfAFolderThatVanishesMeanwhile_SaysSoInItsPlace()
    {
        folder.Write("a.wav", "x");
        folder.Write("b/c.wav", "x");
        using var items = BackfillSource.Open(folder.Path, []).GetEnumerator();
        Assert.True(items.MoveNext());
        folder.Dispose();
        while (items.MoveNext()) Assert.NotNull(items.Current.Error);
    }

    [Fact]
    public void Open_OfNothing_SaysWhatIsWrong()
    {
        Assert.Contains("no folder or manifest", Assert.Throws<SourceException>(() => BackfillSource.Open(folder.Combine("none"), [])).Message, StringComparison.Ordinal);
        Assert.Contains("absolute", Assert.Throws<SourceException>(() => BackfillSource.Open("relative", [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OutsideTheAllowedFolders_IsRefused()
    {
        folder.Write("in/a.wav", "x");
        folder.Write("inside-by-name/a.wav", "x");
        Assert.Single(BackfillSource.Open(folder.Combine("in"), [folder.Combine("in")]));
        Assert.Single(BackfillSource.Open(folder.Combine("in"), [folder.Combine("in/")]));
        Assert.Single(BackfillSource.Open(folder.Combine("in"), [Path.GetPathRoot(folder.Path)!]));
        Assert.Throws<SourceException>(() => BackfillSource.Open(folder.Combine("inside-by-name"), [folder.Combine("in")]));
        Assert.Throws<SourceException>(() => BackfillSource.Open(folder.Combine("in/../inside-by-name"), [folder.Combine("in")]));
    }
}
