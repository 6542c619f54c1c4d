using System.Security.Cryptography;
using Cluster.DemoMusic.Catalogue;
using Cluster.Featurization.Writing;

namespace Cluster.DemoMusic.Tests.Catalogue;

public sealed class DemoCatalogueWriterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("demo-music-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Write_NewFolder_HoldsEveryTrackAndManifestsThatAgree()
    {
        var told = 0;
        var catalogue = DemoCatalogueWriter.Write(Small("a"), new Counter(() => Interlocked.Increment(ref told)), TestContext.Current.CancellationToken);

        Assert.False(catalogue.Reused);
        Assert.Equal(16, told);
        Assert.Equal(16, catalogue.Training.Length + catalogue.Backfill.Length);
        Assert.All(catalogue.Training.Concat(catalogue.Backfill), track => Assert.True(File.Exists(Path.Combine(catalogue.Folder, track.Path))));
        Assert.Equal(catalogue.Training, ManifestText.Read(catalogue.TrainingManifest));
        Assert.Equal(catalogue.Backfill, ManifestText.Read(catalogue.TruthManifest));
        Assert.Equal("path,trackId,artist,album,title,genre,year,source", File.ReadLines(catalogue.BackfillManifest).First());
        Assert.All(File.ReadLines(catalogue.BackfillManifest).Skip(1), line => Assert.EndsWith("," + DemoManifest.Source, line, StringComparison.Ordinal));
        Assert.Equal(catalogue.Backfill.Length + 1, File.ReadLines(catalogue.BackfillManifest).Count());
    }

    [Fact]
    public void Write_SameOptionsInTwoFolders_GivesTheSameBytes()
    {
        var first = Hashes(DemoCatalogueWriter.Write(Small("a"), cancellationToken: TestContext.Current.CancellationToken));
        var second = Hashes(DemoCatalogueWriter.Write(Small("b"), cancellationToken: TestContext.Current.CancellationToken));
        var other = Hashes(DemoCatalogueWriter.Write(Small("c") with { Seed = 2 }, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(first, second);
        Assert.Empty(first.Intersect(other));
        Assert.Distinct(first);
    }

    [Fact]
    public void Write_SameCatalogueAgain_IsReusedUntilAFileIsMissing()
    {
        var catalogue = DemoCatalogueWriter.Write(Small("a"), cancellationToken: TestContext.Current.CancellationToken);
        var file = Path.Combine(catalogue.Folder, catalogue.Training[0].Path);

        Assert.True(DemoCatalogueWriter.Write(Small("a"), cancellationToken: TestContext.Current.CancellationToken).Reused);

        File.Delete(file);
        Assert.False(DemoCatalogueWriter.Write(Small("a"), cancellationToken: TestContext.Current.CancellationToken).Reused);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void Write_OtherOptionsIntoTheSameFolder_ReplacesItsOwnFilesOnly()
    {
        var first = DemoCatalogueWriter.Write(Small("a"), cancellationToken: TestContext.Current.CancellationToken);
        var foreign = Path.Combine(first.Folder, "audio", "mine.txt");
        File.WriteAllText(foreign, "mine");

        var second = DemoCatalogueWriter.Write(Small("a") with { Seed = 2 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.False(second.Reused);
        Assert.True(File.Exists(foreign));
        var expected = second.Training.Concat(second.Backfill).Select(track => Path.Combine(second.Folder, track.Path)).Order();
        Assert.Equal(expected, Directory.EnumerateFiles(second.Folder, "*.wav", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public void Write_FolderWithAForeignManifest_IsRefused()
    {
        var options = Small("a");
        Directory.CreateDirectory(options.Folder);
        File.WriteAllText(Path.Combine(options.Folder, "train.csv"), "path,emotion\n");

        var fault = Assert.Throws<DemoCatalogueException>(() => DemoCatalogueWriter.Write(options, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("choose another folder", fault.Message, StringComparison.Ordinal);
        Assert.Equal("path,emotion\n", File.ReadAllText(Path.Combine(options.Folder, "train.csv")));
    }

    [Fact]
    public void Write_WhereAFileStandsInTheWay_IsAClearError()
    {
        var options = Small("a");
        File.WriteAllText(options.Folder, "a file, not a folder");

        var fault = Assert.Throws<DemoCatalogueException>(() => DemoCatalogueWriter.Write(options, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(options.Folder, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_MoreThanTheDiskHolds_IsRefusedBeforehand()
    {
        // 2000 tracks of 10 minutes at 48 kHz are 107 GiB; where a disk has that much, there is nothing to refuse.
        var options = Small("a") with { Tracks = DemoOptions.MostTracks, ShortestS = 600, LongestS = 600, SampleRate = 48_000 };
        Assert.SkipWhen(new DriveInfo(folder).AvailableFreeSpace > 110L << 30, "The disk holds even the largest catalogue.");

        var fault = Assert.Throws<DemoCatalogueException>(() => DemoCatalogueWriter.Write(options, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("MiB", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CancelledAtTheFirstTrack_LeavesNoCompleteCatalogue()
    {
        using var cancellation = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => DemoCatalogueWriter.Write(Small("a"), new Counter(cancellation.Cancel), cancellation.Token));

        Assert.False(DemoCatalogueWriter.Write(Small("a"), cancellationToken: TestContext.Current.CancellationToken).Reused);
    }

    [Fact]
    public void Write_WithEncoder_WritesMp3()
    {
        TestKit.Needs.Component(AudioEncoder.CanWrite(AudioFileFormat.Mp3, 44_100, 1), "libsndfile with MP3 (Debian package libsndfile1)");

        var catalogue = DemoCatalogueWriter.Write(Small("a") with { Mp3Share = 1, SampleRate = 44_100 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(catalogue.Training, track => Assert.EndsWith(".mp3", track.Path, StringComparison.Ordinal));
        Assert.All(catalogue.Training, track => Assert.InRange(new FileInfo(Path.Combine(catalogue.Folder, track.Path)).Length, 10_000, 300_000));
    }

    private DemoOptions Small(string name) =>
        new() { Folder = Path.Combine(folder, name), Tracks = 16, ShortestS = 5, LongestS = 6, SampleRate = 22_050, Mp3Share = 0 };

    private static List<string> Hashes(DemoCatalogue catalogue) =>
        [.. catalogue.Training.Concat(catalogue.Backfill)
            .Select(track => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(catalogue.Folder, track.Path)))))];

    /// <summary>Calls back at once, on the reporting thread.</summary>
    private sealed class Counter(Action told) : IProgress<int>
    {
        public void Report(int value) => told();
    }
}
