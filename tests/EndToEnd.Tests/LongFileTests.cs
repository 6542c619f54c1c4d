using System.Globalization;
using System.Text.Json;
using Cluster.Featurization.Writing;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>A file of three hours is streamed: nobody holds it in memory.</summary>
[Trait("Suite", "Slow")]
public sealed class LongFileTests : IDisposable
{
    private const int Hours = 3;
    private const int SampleRate = 8000;
    private const long MostResidentKiB = 500 * 1024;
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Backfill_OfThreeHours_StaysSmall()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Peak memory is read from /proc.");
        Directory.CreateDirectory(folder.Combine("music"));
        WriteHours(folder.Combine("music/fasıl.wav"));
        await using var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);
        var (code, output, error) = await ClusterProcess.RunAsync(Cancel, "backfill", folder.Combine("music"), "--gateway", cluster.Url, "--wait", "--json");
        Assert.True(code == 0, error + cluster.Log);
        Assert.Equal(Hours * 3600, JsonDocument.Parse(output).RootElement.GetProperty("audioSeconds").GetDouble(), 1);
        foreach (var (name, peakKiB) in PeaksOfFamily(cluster.Id)) Assert.True(peakKiB < MostResidentKiB, $"{name} used {peakKiB / 1024} MiB.");
    }

    // 172 MB on the disk, and more than half a gigabyte as floats in memory: enough to show in a peak.
    private static void WriteHours(string path)
    {
        using var writer = AudioEncoder.Create(path, AudioFileFormat.Wav, SampleRate, 1);
        var block = new float[SampleRate * 10];
        for (var part = 0; part < Hours * 360; part++)
        {
            for (var i = 0; i < block.Length; i++) block[i] = 0.3f * MathF.Sin(i * (0.05f + (part % 7 * 0.02f)));
            writer.Write(block);
        }
    }

    private static IEnumerable<(string Name, long PeakKiB)> PeaksOfFamily(int parent)
    {
        foreach (var status in Directory.EnumerateDirectories("/proc").Select(process => Path.Combine(process, "status")).Where(File.Exists))
        {
            Dictionary<string, string> facts;
            try
            {
                facts = File.ReadLines(status).Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
            }
            catch (IOException)
            {
                continue; // It ended meanwhile.
            }

            if (!facts.TryGetValue("VmHWM", out var peak)) continue;
            if (Number(facts["Pid"]) == parent || Number(facts["PPid"]) == parent) yield return (facts["Name"], Number(peak.Split(' ')[0]));
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
