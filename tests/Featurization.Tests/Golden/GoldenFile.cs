using System.Text.Json;

namespace Cluster.Featurization.Tests.Golden;

/// <summary>The reference's numbers for one file.</summary>
internal sealed class GoldenFile
{
    private GoldenFile(JsonElement root)
    {
        Samples = root.GetProperty("samples").GetInt32();
        Frames = root.GetProperty("frames").GetInt32();
        Windows = root.GetProperty("windows").GetInt32();
        Tempo = root.GetProperty("scalars").GetProperty("tempo").GetDouble();
        Tuning = root.GetProperty("scalars").GetProperty("tuning").GetDouble();
        FrameSummary = Summaries(root.GetProperty("summary"));
        WindowSummary = Summaries(root.GetProperty("window_summary_1s_0.5s"));
    }

    public int Samples { get; }

    public int Frames { get; }

    public int Windows { get; }

    public double Tempo { get; }

    public double Tuning { get; }

    public IReadOnlyDictionary<FeatureFamily, FeatureSummary> FrameSummary { get; }

    public IReadOnlyDictionary<FeatureFamily, FeatureSummary> WindowSummary { get; }

    public static GoldenFile Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new GoldenFile(document.RootElement);
    }

    private static Dictionary<FeatureFamily, FeatureSummary> Summaries(JsonElement element) => FeatureSchema.Families.ToDictionary(
        family => family,
        family =>
        {
            var summary = element.GetProperty(FeatureSchema.NameOf(family));
            return new FeatureSummary(Values(summary, "mean"), Values(summary, "std"), Values(summary, "p10"), Values(summary, "p90"));
        });

    private static double[] Values(JsonElement summary, string statistic) =>
        [.. summary.GetProperty(statistic).EnumerateArray().Select(value => value.GetDouble())];
}
