using System.Globalization;
using System.Text.RegularExpressions;
using Cluster.Featurization;
using Cluster.Featurization.Decoding;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Importing;
using Cluster.Shifts;
using Cluster.TestKit;

namespace Cluster.Bench;

/// <summary>Prints, as Markdown, how far the columns of <c>mirtoolbox-v1</c> move and how often the starter model's tags change when recordings are shifted.</summary>
internal static partial class ShiftTable
{
    private const double StartS = 1;
    private const double MostS = 28;
    private const double LeastS = 24;

    /// <summary>Measures.</summary>
    /// <param name="tableFile">The "Turkish Music Emotion" table, whose standard deviations are the unit.</param>
    /// <param name="sources">Audio files, and folders of them.</param>
    public static async Task RunAsync(string tableFile, IReadOnlyList<string> sources)
    {
        var schema = FeatureSchema.Find(FeatureSchema.MirToolboxVersion)!;
        var model = (await ModelArtefact.LoadAsync(Path.Combine(RepositoryPaths.Root, "src", "Silo", "starter-model"))).CreateClassifier(schema.Id);
        var deviations = Deviations(tableFile, schema);
        using var folder = new TemporaryFolder();
        var meter = new ShiftMeter(model, schema, folder.Path);
        var clips = new List<ShiftedClip>();
        foreach (var file in sources.SelectMany(FilesOf))
        {
            try
            {
                var (samples, rate, channels) = Read(file);
                clips.Add(meter.Measure(Path.GetFileName(file), samples, rate, channels));
                Console.Error.WriteLine($"{Path.GetFileName(file)}: {clips[^1].Plain.Prediction.Label}, {clips[^1].Plain.Prediction.Decision}");
            }
            catch (AudioFormatException unusable)
            {
                Console.Error.WriteLine($"{Path.GetFileName(file)} is left out: {unusable.Message}");
            }
        }

        if (clips.Count > 0) Write(schema, clips, deviations);
    }

    [GeneratedRegex(@"_\d+$")]
    private static partial Regex Number { get; }

    private static void Write(FeatureSchema schema, List<ShiftedClip> clips, double[] deviations)
    {
        var figures = ShiftMeter.All.Select(shift => ShiftFigures.Of(clips, shift, deviations)).ToList();
        Row("column", ["MP3 128k", "MP3 64k", "0.25 s later", "-6 dB"]);
        Row("---", figures.Select(_ => "---"));
        foreach (var columns in schema.Names.Index().GroupBy(column => Number.Replace(column.Item, string.Empty)))
        {
            var name = columns.Count() == 1 ? columns.Key[1..] : $"{columns.Key[1..]} ({columns.Count()} columns)";
            Row(name, figures.Select(one => Invariant($"{columns.Average(column => one.Mean[column.Index]):0.00} ({columns.Max(column => one.Most[column.Index]):0.00})")));
        }

        Row("**other label**", figures.Select(one => Invariant($"{one.OtherLabel} of {one.Clips}")));
        Row("**other label, of clips that were tagged**", figures.Select(one => Invariant($"{one.SureOtherLabel} of {one.Sure}")));
        Row("**other decision**", figures.Select(one => Invariant($"{one.OtherDecision} of {one.Clips}")));
        Row("**mean change of confidence**", figures.Select(one => Invariant($"{one.ConfidenceMove:0.000}")));
    }

    private static void Row(string name, IEnumerable<string> cells) => Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double[] Deviations(string tableFile, FeatureSchema schema)
    {
        var table = FeatureTableImporter.Read(tableFile, new FeatureTableOptions { Features = schema.Names, SchemaId = schema.Id });
        return [.. schema.Names.Select((_, column) =>
        {
            double[] values = [.. table.Rows.Select(row => (double)row.Features[column]).Where(double.IsFinite)];
            var mean = values.Average();
            return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        })];
    }

    private static IEnumerable<string> FilesOf(string source) => Directory.Exists(source)
        ? Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".wav" or ".flac" or ".ogg" or ".mp3").Order(StringComparer.Ordinal)
        : [source];

    /// <summary>The clip from <see cref="StartS"/> on, as long as may be, and what follows it.</summary>
    private static (float[] Samples, int Rate, int Channels) Read(string file)
    {
        using var reader = AudioReader.Open(file);
        var (rate, channels) = (reader.SampleRate, reader.Channels);
        var wanted = (int)((StartS + MostS + ClipVariants.LaterS) * rate) * channels;
        var samples = new float[wanted];
        var read = 0;
        while (read < wanted && reader.Read(samples.AsSpan(read)) is > 0 and var frames) read += frames * channels;
        var start = (int)(StartS * rate) * channels;
        if (read - start < (LeastS + ClipVariants.LaterS) * rate * channels)
            throw new AudioFormatException(AudioFault.TooShort, Invariant($"{LeastS + StartS + ClipVariants.LaterS:0.##} s are needed."));
        return (samples[start..read], rate, channels);
    }
}
