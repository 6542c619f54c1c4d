using System.Globalization;
using System.Text.Json;
using Cluster.Featurization.Decoding;
using Cluster.TestKit;

namespace Cluster.Featurization.Tests.MirToolbox;

/// <summary>What the toolbox itself says of one file.</summary>
internal sealed class MirGolden
{
    private static readonly Lazy<Dictionary<string, double>> Deviations = new(ReadDeviations);

    private readonly JsonElement root;

    private MirGolden(JsonElement root, float[] samples) => (this.root, Samples) = (root, samples);

    /// <summary>The recordings.</summary>
    public static IReadOnlyList<string> Music { get; } =
        ["blupi_000", "nex_brainsukker", "nex_infight", "wes_battle", "wes_knolls", "wes_love", "wes_loyalists", "wes_northmt", "wz_track1"];

    /// <summary>The synthetic signals.</summary>
    public static IReadOnlyList<string> Synthetic { get; } =
        ["syn_chirp", "syn_click120", "syn_cmajor", "syn_noise", "syn_noise_then_silence", "syn_silence", "syn_sine440", "syn_sine_mt27c"];

    /// <summary>The file's mono samples at 44.1 kHz.</summary>
    public float[] Samples { get; }

    /// <summary>The columns; NaN where the toolbox gives none.</summary>
    public IEnumerable<(string Name, double Value)> Columns =>
        root.GetProperty("features").EnumerateObject().Select(column => (column.Name, ValueOf(column.Value)));

    /// <summary>Where the file lies.</summary>
    public static string PathOf(string id)
    {
        Needs.Component(SndFileNative.IsAvailable, "libsndfile (Debian package libsndfile1)");
        return Needs.SharedData($"golden-mir/{id}.flac");
    }

    /// <summary>Reads a file and what is said of it.</summary>
    public static MirGolden Read(string id)
    {
        var path = PathOf(id);
        using var reader = AudioReader.Open(path);
        Assert.Equal(44_100, reader.SampleRate);
        var samples = new float[reader.FrameCount!.Value];
        var interleaved = new float[samples.Length * reader.Channels];
        Assert.Equal(samples.Length, reader.Read(interleaved));
        Cluster.Featurization.Numerics.Channels.Mean(interleaved, reader.Channels, samples);
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(path, "json")));
        return new MirGolden(document.RootElement.Clone(), samples);
    }

    /// <summary>A column's standard deviation in the table.</summary>
    public static double DeviationOf(string column) => Deviations.Value[column];

    /// <summary>A stage's values.</summary>
    public double[] Stage(string name) => [.. root.GetProperty("intermediate").GetProperty(name).EnumerateArray().Select(ValueOf)];

    private static double ValueOf(JsonElement value) => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();

    private static Dictionary<string, double> ReadDeviations()
    {
        var rows = File.ReadAllLines(Needs.SharedData("turkish-music-emotion/acoustic_features.csv")).Select(line => line.Replace("\"", "", StringComparison.Ordinal).Split(',')).ToArray();
        return Enumerable.Range(1, rows[0].Length - 1).ToDictionary(column => rows[0][column], column =>
        {
            var values = rows[1..].Select(row => double.Parse(row[column], CultureInfo.InvariantCulture)).ToArray();
            var mean = values.Average();
            return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        });
    }
}
