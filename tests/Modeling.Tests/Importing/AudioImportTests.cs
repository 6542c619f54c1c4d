using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Importing;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests.Importing;

public sealed class AudioImportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_Table_ReadsEveryColumn()
    {
        var path = folder.Write(
            "list.csv",
            "path;emotion;trackId;artist;start;duration;genre\nA/b.wav;MUTLU;t1;Zeki;1,5;30;türkü\n/x/c.mp3;sad;;;;;\nd.wav;angry;t3;;0:01:05;oops;\n;happy;;;;;\ne.wav;;;;;;\nf.wav;relax;;;01:10;;\n");
        var manifest = AudioManifestReader.Read(path);
        Assert.Equal(3, manifest.Entries.Count);
        Assert.Equal(
            new AudioEntry(Path.Combine(folder.Path, "A/b.wav"), EmotionLabel.Happy, "t1", "Zeki", TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(30), "türkü"),
            manifest.Entries[0]);
        Assert.Equal("/x/c.mp3", manifest.Entries[1].Path);
        Assert.Equal(TimeSpan.FromSeconds(70), manifest.Entries[2].Start);
        Assert.Equal("f", manifest.Entries[2].TrackId);
        Assert.Equal(1, manifest.Import.MissingLabels);
        Assert.Equal(2, manifest.Import.FailedAudio.Count);
    }

    [Fact]
    public void Read_FolderPerClass_ListsAudioByEmotion()
    {
        folder.Write("Mutlu/artist one/a.wav", "x");
        folder.Write("sad/b.MP3", "x");
        folder.Write("sad/cover.jpg", "x");
        folder.Write("misc/c.wav", "x");
        var manifest = AudioManifestReader.Read(folder.Path);
        Assert.Equal(["Mutlu/artist one/a", "sad/b"], manifest.Entries.Select(entry => entry.TrackId));
        Assert.Equal(["artist one", null], manifest.Entries.Select(entry => entry.Artist));
        Assert.Equal(1, manifest.Import.UnknownLabels["misc"]);
    }

    [Fact]
    public void Read_FolderNamesByMapping_AreUsed()
    {
        folder.Write("Q1/a.wav", "x");
        var manifest = AudioManifestReader.Read(folder.Path, new Dictionary<string, EmotionLabel> { ["q1"] = EmotionLabel.Happy });
        Assert.Equal(EmotionLabel.Happy, Assert.Single(manifest.Entries).Label);
    }

    [Fact]
    public void Read_ListWithoutAHeader_FindsPathsAndEmotions()
    {
        var manifest = AudioManifestReader.Read(folder.Write("list.csv", "a b.flac\tKIZGIN\nc.mp3\tsakin\n"));
        Assert.Equal([("a b", EmotionLabel.Angry), ("c", EmotionLabel.Relaxed)], manifest.Entries.Select(entry => (entry.TrackId, entry.Label)));
    }

    [Theory]
    [InlineData("1.234", 1.234)]
    [InlineData("1,234", 1.234)]
    [InlineData("90", 90)]
    [InlineData("1:05", 65)]
    [InlineData("1:01:05.5", 3665.5)]
    public void Read_Start_IsATime(string cell, double seconds)
    {
        var manifest = AudioManifestReader.Read(folder.Write("list.csv", $"path;emotion;start\na.wav;happy;{cell}\n"));
        Assert.Equal(seconds, manifest.Entries[0].Start!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void Read_EveryTimeUnusable_NamesLineColumnAndCell()
    {
        var error = Assert.Throws<DatasetException>(() => AudioManifestReader.Read(folder.Write("list.csv", "path;emotion;length\na.wav;happy;soon\n")));
        Assert.Contains("'list.csv'", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 2: length 'soon'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NamedColumns_AreUsed()
    {
        var path = folder.Write("list.csv", "path,emotion,rating,band\na.wav,happy,Q3,X\nb.wav,happy,Q1,X\n");
        var mapping = new Dictionary<string, EmotionLabel> { ["Q3"] = EmotionLabel.Sad, ["Q1"] = EmotionLabel.Happy };
        var manifest = AudioManifestReader.Read(path, mapping, "rating", "band");
        Assert.Equal([EmotionLabel.Sad, EmotionLabel.Happy], manifest.Entries.Select(entry => entry.Label));
        Assert.Equal(["X", "X"], manifest.Entries.Select(entry => entry.Artist));
        Assert.Throws<DatasetException>(() => AudioManifestReader.Read(path, mapping, "rating", "nobody"));
        Assert.Throws<DatasetException>(() => AudioManifestReader.Read(folder.Path, mapping, "rating"));
    }

    [Fact]
    public async Task Import_Tempo_IsTheListsElseTheFeaturizers()
    {
        foreach (var file in (string[])["a.wav", "b.wav"]) folder.Write(file, "x");
        var manifest = AudioManifestReader.Read(folder.Write("list.csv", "path,emotion,genre,bpm\na.wav,happy,halk,72.5\nb.wav,sad,,\nb.wav,sad,,9000\n"));
        var table = await AudioTableImporter.ImportAsync(manifest, new TempoSource(), null, TestContext.Current.CancellationToken);
        Assert.Equal([72.5, 132.0, 132.0], table.Rows.Select(row => row.TempoBpm));
        Assert.Equal(["halk", null, null], table.Rows.Select(row => row.Genre));
    }

    [Fact]
    public async Task Import_StretchesOfOneTrackThatFail_AreAllTold()
    {
        folder.Write("broken.wav", "x");
        folder.Write("a.wav", "x");
        var manifest = AudioManifestReader.Read(folder.Write("list.csv", "path,emotion,start\na.wav,happy,0\nbroken.wav,sad,0\nbroken.wav,sad,30\n"));
        var table = await AudioTableImporter.ImportAsync(manifest, new Source(), null, TestContext.Current.CancellationToken);
        Assert.Equal(["broken", "broken (2)"], table.Import.FailedAudio.Keys);
    }

    [Fact]
    public void Read_NothingUsable_Throws()
    {
        Assert.Throws<DatasetException>(() => AudioManifestReader.Read(folder.Path));
        Assert.Throws<DatasetException>(() => AudioManifestReader.Read(folder.Write("a.csv", "class,a\nhappy,1\n")));
    }

    [Fact]
    public async Task Import_Tracks_SharesLabelAndGroupAmongClips()
    {
        string[] files = ["happy/a.wav", "sad/b.wav", "sad/broken.wav"];
        foreach (var file in files) folder.Write(file, "x");
        var manifest = AudioManifestReader.Read(folder.Path);
        var entries = manifest.Entries.Append(manifest.Entries[0] with { Path = "/no/such.wav", TrackId = "gone" }).ToList();
        var table = await AudioTableImporter.ImportAsync(manifest with { Entries = entries }, new Source(), null, TestContext.Current.CancellationToken);
        Assert.Equal(["happy/a#0", "happy/a#1", "sad/b#0", "sad/b#1"], table.Rows.Select(row => row.Id));
        Assert.Equal([0, 0, 1, 1], table.Groups);
        Assert.Equal("source-v1", table.SchemaId);
        Assert.Equal("cannot be decoded", table.Import.FailedAudio["sad/broken"]);
        Assert.Equal("no such file", table.Import.FailedAudio["gone"]);
    }

    [Fact]
    public async Task Import_NothingDecodes_Throws()
    {
        folder.Write("sad/broken.wav", "x");
        await Assert.ThrowsAsync<DatasetException>(() => AudioTableImporter.ImportAsync(
            AudioManifestReader.Read(folder.Path), new Source(), null, TestContext.Current.CancellationToken));
    }

    private sealed class Source : IAudioFeatureSource
    {
        public string SchemaId => "source-v1";

        public IReadOnlyList<string> FeatureNames => ["x", "y"];

        public Task<AudioFeatures> ExtractAsync(string path, TimeSpan? start, TimeSpan? duration, CancellationToken cancellationToken) =>
            Task.FromResult(path.Contains("broken", StringComparison.Ordinal)
                ? new AudioFeatures([], "cannot be decoded")
                : new AudioFeatures([[path.Length, path[^5]], [path[^5], path[^6] + 0.5f]]));
    }

    private sealed class TempoSource : IAudioFeatureSource
    {
        public string SchemaId => "source-v1";

        public IReadOnlyList<string> FeatureNames => ["x", "tempo"];

        public Task<AudioFeatures> ExtractAsync(string path, TimeSpan? start, TimeSpan? duration, CancellationToken cancellationToken) =>
            Task.FromResult(new AudioFeatures([[path.Length, 132]]));
    }
}
