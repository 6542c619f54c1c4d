using System.Text.Json;

namespace Cluster.Featurization.Tests.Golden;

/// <summary>The numbers of librosa for one file.</summary>
internal static class GoldenFile
{
    public static ExpectedFeatures Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        return new ExpectedFeatures
        {
            Samples = root.GetProperty("samples").GetInt32(),
            Frames = root.GetProperty("frames").GetInt32(),
            Windows = root.GetProperty("windows").GetInt32(),
            Tempo = root.GetProperty("scalars").GetProperty("tempo").GetDouble(),
            Tuning = root.GetProperty("scalars").GetProperty("tuning").GetDouble(),
            FrameSummary = Summaries(root.GetProperty("summary")),
            WindowSummary = Summaries(root.GetProperty("window_summary_1s_0.5s")),
        };
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
