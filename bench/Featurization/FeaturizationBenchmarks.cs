using BenchmarkDotNet.Attributes;
using Cluster.Featurization;
using Cluster.Featurization.Decoding;
using Cluster.TestKit.Signals;

namespace Cluster.Bench;

/// <summary>One 30 s clip from file to feature vector, beside decoding alone: how near the whole chain is to the cost of reading the
/// audio.</summary>
[MemoryDiagnoser]
public class FeaturizationBenchmarks
{
    private readonly TrackFeaturizer featurizer = new(FeatureOptions.Default);
    private readonly FeatureExtractor extractor = new(FeatureOptions.Default);
    private readonly float[] mono = Signal.Tune(1, ClipFiles.Seconds);
    private readonly float[] block = new float[2 * 8192];
    private ClipFiles files = null!;

    [GlobalSetup]
    public void Setup() => files = new ClipFiles();

    [GlobalCleanup]
    public void Cleanup() => files.Dispose();

    [Benchmark(Description = "features of 22.05 kHz mono")]
    public float[] Features() => extractor.Extract(mono, withFrameSummary: false).Vector;

    [Benchmark(Description = "WAV to vector")]
    public int Wav() => Featurize(files.Wav);

    [Benchmark(Description = "WAV decoding alone")]
    public long WavDecoding() => Decode(files.Wav);

    [Benchmark(Description = "MP3 to vector")]
    public int Mp3() => Featurize(Required(files.Mp3));

    [Benchmark(Description = "MP3 decoding alone")]
    public long Mp3Decoding() => Decode(Required(files.Mp3));

    private static string Required(string? path) => path ?? throw new InvalidOperationException("The installed libsndfile cannot write MP3.");

    private int Featurize(string path)
    {
        var values = 0;
        featurizer.Featurize(path, ClipCutting.Default, 0, null, clip => values += clip.Features.Vector.Length);
        return values;
    }

    private long Decode(string path)
    {
        using var reader = AudioReader.Open(path);
        while (reader.Read(block) > 0) { }
        return reader.FramesRead;
    }
}
