using System.Diagnostics;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>What Prometheus itself says of a running cluster.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Metrics_OfABusyCluster_AreCleanAndScraped()
    {
        Needs.Program("promtool", "prometheus");
        Needs.Program("prometheus", "prometheus");
        Sounds.Write(folder.Combine("music/a.wav"), 31, 3);
        await using var cluster = await ClusterProcess.UpAsync(folder.Combine("data"), Cancel);
        Assert.Equal(0, (await ClusterProcess.RunAsync(Cancel, "backfill", folder.Combine("music"), "--gateway", cluster.Url, "--wait")).ExitCode);

        var text = await cluster.Client.GetStringAsync("/metrics", Cancel);
        Assert.Contains("cluster_featurizer_files_total", text, StringComparison.Ordinal);
        Assert.Contains("cluster_backfill_pending_items", text, StringComparison.Ordinal);
        Assert.Contains("cluster_backfill_items_total", text, StringComparison.Ordinal);
        Assert.Contains("cluster_backfill_decisions_total", text, StringComparison.Ordinal);
        Assert.Contains("cluster_backfill_chunk_duration_seconds_bucket", text, StringComparison.Ordinal);
        Assert.Contains("cluster_backfill_places", text, StringComparison.Ordinal);
        Assert.Contains("orleans_app_requests_latency_seconds_bucket", text, StringComparison.Ordinal);
        Assert.Equal((0, ""), await CheckAsync(text));

        await using var prometheus = await PrometheusProcess.StartAsync(folder, new Uri(cluster.Url).Authority, Cancel);
        Assert.Equal(1, await prometheus.FirstValueAsync("cluster_featurizer_files_total{outcome=\"Done\"}", Cancel));
    }

    private static async Task<(int ExitCode, string Complaints)> CheckAsync(string text)
    {
        var start = new ProcessStartInfo("promtool") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("check");
        start.ArgumentList.Add("metrics");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = process.StandardError.ReadToEndAsync(Cancel);
        await process.StandardInput.WriteAsync(text.AsMemory(), Cancel);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output + await error);
    }
}
