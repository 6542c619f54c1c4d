using System.Net.Http.Json;
using System.Text.Json;

namespace Cluster.EndToEnd.Tests.Faults;

/// <summary>Music and backfills of the fault tests.</summary>
internal static class Jobs
{
    /// <summary>SQL: items that have a result.</summary>
    public const string DoneItems = "SELECT COUNT(*) FROM backfill_item WHERE state <> 0";

    /// <summary>Writes sound files.</summary>
    /// <returns>The tracks that they are.</returns>
    public static IReadOnlyList<string> Write(string folder, string name, int count, double seconds)
    {
        Parallel.For(0, count, i => Sounds.Write(Path.Combine(folder, $"{name}{i:000}.wav"), seconds, i));
        return [.. Enumerable.Range(0, count).Select(i => $"{name}{i:000}")];
    }

    /// <summary>Starts a job.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> StartAsync(HttpClient gateway, string source, CancellationToken cancellationToken)
    {
        using var response = await gateway.PostAsJsonAsync("/v1/backfills", new { source }, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
    }

    /// <summary>Waits in the database until a job has ended.</summary>
    public static Task EndAsync(FaultCluster cluster, string job, CancellationToken cancellationToken) =>
        cluster.UntilCountAsync($"SELECT state FROM backfill_job WHERE job_id = '{job}'", 3, cancellationToken);

    /// <summary>Gives feedback until it is acknowledged. A call whose outcome is unknown is repeated as it is, under its key: it counts once.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> GiveFeedbackAsync(HttpClient gateway, string track, string key, CancellationToken cancellationToken)
    {
        var id = "";
        await FaultCluster.UntilAsync(
            async () =>
            {
                using var answer = await TryFeedbackAsync(gateway, track, key, cancellationToken);
                if (!answer.IsSuccessStatusCode) return false;
                id = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
                return true;
            },
            cancellationToken);
        return id;
    }

    /// <summary>Gives feedback once.</summary>
    public static async Task<HttpResponseMessage> TryFeedbackAsync(HttpClient gateway, string track, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/feedback")
        {
            Content = JsonContent.Create(new { trackId = track, emotion = "sad", author = "Neriman " + key, kind = "annotator" }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await gateway.SendAsync(request, cancellationToken);
    }
}
