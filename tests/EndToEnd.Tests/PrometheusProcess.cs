using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Cluster.TestKit;

namespace Cluster.EndToEnd.Tests;

/// <summary>A real Prometheus that scrapes one target every second.</summary>
internal sealed class PrometheusProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient client;

    private PrometheusProcess(Process process, HttpClient client) => (this.process, this.client) = (process, client);

    /// <summary>Starts it with its data in the folder.</summary>
    public static async Task<PrometheusProcess> StartAsync(TemporaryFolder folder, string target, CancellationToken cancellationToken)
    {
        var configuration = folder.Write("prometheus.yml", $$"""
            global: { scrape_interval: 1s }
            scrape_configs: [{ job_name: cluster, static_configs: [{ targets: ["{{target}}"] }] }]
            """);
        var port = FreePort();
        var start = new ProcessStartInfo("prometheus") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add($"--config.file={configuration}");
        start.ArgumentList.Add($"--storage.tsdb.path={folder.Combine("prometheus")}");
        start.ArgumentList.Add($"--web.listen-address=127.0.0.1:{port}");
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        void Take(string? line)
        {
            if (line?.Contains("Server is ready", StringComparison.Ordinal) == true) ready.TrySetResult();
        }

        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("Prometheus ended before it was ready."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(cancellationToken);
        return new PrometheusProcess(process, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") });
    }

    /// <summary>The value of the first series of a query, once a scrape has brought one.</summary>
    public async Task<double> FirstValueAsync(string query, CancellationToken cancellationToken)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await looks.WaitForNextTickAsync(cancellationToken))
        {
            var answer = await client.GetFromJsonAsync<JsonElement>($"/api/v1/query?query={Uri.EscapeDataString(query)}", cancellationToken);
            var series = answer.GetProperty("data").GetProperty("result");
            if (series.GetArrayLength() > 0) return double.Parse(series[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
        }

        throw new OperationCanceledException(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
