using System.Globalization;
using System.Text.Json;
using Cluster.Featurization.Writing;
using Cluster.TestKit;

namespace Cluster.Featurization.Tests.Allocations;

/// <summary>
/// What the steady state allocates, against the bytes recorded in <c>bench/allocations.json</c>. Times vary with the machine and are only
/// charted; these bytes do not, so that a change shows here. Set UPDATE_ALLOCATIONS=1 to record them anew.
/// </summary>
public sealed class AllocationTests(AllocationFiles files) : IClassFixture<AllocationFiles>
{
    // Objects differ by some words from one version of the runtime to the next.
    private const double Slack = 1.02;
    private const int SlackBytes = 64;

    private static readonly string Recorded = Path.Combine(RepositoryPaths.Root, "bench", "allocations.json");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Lock Recording = new();

    // The room of one analysis under mirtoolbox-v1 takes about 60 MB: what is allocated anew for each clip is next to nothing beside it.
    private const long LeastRoom = 20 << 20;
    private const long LittleBesideRoom = 1 << 20;

    private readonly FeatureExtractor extractor = new(FeatureOptions.Default);
    private readonly TrackFeaturizer featurizer = new(FeatureOptions.Default);

    [Fact]
    public void Extract_Clip_AllocatesWhatIsRecorded() =>
        Check("features of 22.05 kHz mono, per clip", BytesOf(() => extractor.Extract(files.Clip, withFrameSummary: false)));

    [Fact]
    public void Extract_ClipWithFrameSummary_AllocatesWhatIsRecorded() =>
        Check("features of 22.05 kHz mono with frame summary, per clip", BytesOf(() => extractor.Extract(files.Clip)));

    [Fact]
    public void ExtractMirToolbox_Clip_AllocatesWhatIsRecorded()
    {
        var mirToolbox = FeatureSchema.Find(FeatureSchema.MirToolboxVersion)!.CreateExtractor();
        Check("mirtoolbox-v1 of 44.1 kHz mono, per clip", BytesOf(() => mirToolbox.Extract(files.FullClip, 0, false, null)));
    }

    [Fact]
    public void ExtractMirToolbox_SecondAndLaterClips_WorkInTheFirstOnesRoom()
    {
        var mirToolbox = FeatureSchema.Find(FeatureSchema.MirToolboxVersion)!.CreateExtractor();
        float[] longest = [.. files.FullClip, .. files.FullClip[..(17 * AllocationFiles.Rate)]];

        Assert.InRange(OnceBytesOf(() => mirToolbox.Extract(longest, 0, false, null)), LeastRoom, long.MaxValue);
        foreach (var clip in (float[][])[files.FullClip, longest, files.FullClip[..(24 * AllocationFiles.Rate)]])
            Assert.InRange(OnceBytesOf(() => mirToolbox.Extract(clip, 0, false, null)), 0, LittleBesideRoom);
    }

    [Fact]
    public void Featurize_TwoSchemasOfOneDecode_AllocatesWhatIsRecorded()
    {
        var path = files.Write(AudioFileFormat.Wav, clips: 1);
        var both = new TrackFeaturizer([FeatureSchema.Default, FeatureSchema.Find(FeatureSchema.MirToolboxVersion)!]);
        Check(
            "WAV to vectors of librosa-v1 and mirtoolbox-v1, per file of one clip",
            BytesOf(() => both.Featurize(path, ClipCutting.Default, 0, null, _ => { }, cancellationToken: TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Featurize_Wav_AllocatesWhatIsRecorded()
    {
        var path = files.Write(AudioFileFormat.Wav, clips: 1);
        Check("WAV to vector, per file of one clip", BytesOf(() => Featurize(path)));
    }

    [Fact]
    public void Featurize_Mp3_AllocatesWhatIsRecorded()
    {
        Needs.Component(AudioEncoder.CanWrite(AudioFileFormat.Mp3), "libsndfile with MP3 (Debian package libsndfile1, 1.1 or newer)");
        var path = files.Write(AudioFileFormat.Mp3, clips: 1);
        Check("MP3 to vector, per file of one clip", BytesOf(() => Featurize(path)));
    }

    [Fact]
    public void Featurize_LongFile_AllocatesWhatIsRecordedPerFurtherClip()
    {
        var (two, five) = (files.Write(AudioFileFormat.Wav, clips: 4), files.Write(AudioFileFormat.Wav, clips: 10));
        Check("WAV of 5 minutes less one of 2, per clip", (BytesOf(() => Featurize(five)) - BytesOf(() => Featurize(two))) / 6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Extract_ClipOfTwiceTheFrames_AllocatesTheSame(bool withFrameSummary)
    {
        float[] twice = [.. files.Clip, .. files.Clip];
        extractor.Extract(twice, 0, withFrameSummary); // the buffers grow once

        var one = BytesOf(() => extractor.Extract(files.Clip, 0, withFrameSummary));
        var two = BytesOf(() => extractor.Extract(twice, 0, withFrameSummary));

        Assert.Equal(one, two);
    }

    [Fact]
    public void Featurize_AfterAFileThatFailed_AllocatesAndGivesTheSame()
    {
        var path = files.Write(AudioFileFormat.Wav, clips: 1);
        var before = BytesOf(() => Featurize(path));
        var expected = Vectors(path);

        Assert.Throws<InvalidOperationException>(
            () => featurizer.Featurize(path, new ClipCutting(5, 5), 0, null, _ => throw new InvalidOperationException(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<OperationCanceledException>(
            () => featurizer.Featurize(path, ClipCutting.Default, 0, null, _ => { }, cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(expected, Vectors(path));
        Assert.Equal(before, BytesOf(() => Featurize(path)));
    }

    private static void Check(string benchmark, long bytes)
    {
        lock (Recording)
        {
            var recorded = JsonSerializer.Deserialize<SortedDictionary<string, long>>(File.ReadAllText(Recorded))!;
            if (Environment.GetEnvironmentVariable("UPDATE_ALLOCATIONS") == "1")
            {
                recorded[benchmark] = bytes;
                File.WriteAllText(Recorded, JsonSerializer.Serialize(recorded, Indented) + "\n");
            }

            Assert.True(recorded.TryGetValue(benchmark, out var expected), $"'{benchmark}' is not in bench/allocations.json; {HowToRecord}");
            Assert.True(
                bytes <= expected * Slack + SlackBytes,
                string.Create(CultureInfo.InvariantCulture, $"'{benchmark}' allocates {bytes:N0} bytes; {expected:N0} are recorded. If they are needed, {HowToRecord}"));
        }
    }

    private const string HowToRecord = "set UPDATE_ALLOCATIONS=1, run this test and commit bench/allocations.json.";

    /// <summary>Bytes that a repetition allocates on this thread, once buffers have grown: the least of several, because the first ones also
    /// pay for what the runtime prepares.</summary>
    private static long BytesOf(Action action)
    {
        var least = long.MaxValue;
        for (var n = 0; n < 6; n++) least = Math.Min(least, OnceBytesOf(action));
        return least;
    }

    private static long OnceBytesOf(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Featurize(string path) => featurizer.Featurize(
        path, ClipCutting.Default, 0, null, _ => { }, cancellationToken: TestContext.Current.CancellationToken);

    private List<float[]> Vectors(string path)
    {
        var vectors = new List<float[]>();
        featurizer.Featurize(path, ClipCutting.Default, 0, null, clip => vectors.Add(clip.Features.Vector));
        return vectors;
    }
}
