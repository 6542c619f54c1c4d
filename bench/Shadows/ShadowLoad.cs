using System.Diagnostics;

namespace Cluster.Bench;

/// <summary>Tags new tracks at a fixed rate.</summary>
/// <param name="client">Reaches the gateway.</param>
/// <param name="audio">Gives each track's file.</param>
/// <param name="perSecond">Requests a second.</param>
internal sealed class ShadowLoad(HttpClient client, Func<byte[]> audio, int perSecond)
{
    /// <summary>Sends requests on time, whether earlier ones are answered or not: a slow answer does not spare the next ones.</summary>
    /// <returns>How long each took, in ms.</returns>
    public async Task<double[]> BlockAsync(string block, int count)
    {
        var started = Stopwatch.GetTimestamp();
        var requests = new List<Task<double>>();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            requests.Add(TagAsync($"{block}/{i}"));
        }

        return await Task.WhenAll(requests);
    }

    /// <summary>Tags one track.</summary>
    /// <returns>How long it took, in ms.</returns>
    public async Task<double> TagAsync(string track)
    {
        using var body = new ByteArrayContent(audio());
        var sent = Stopwatch.GetTimestamp();
        using var response = await client.PutAsync($"/v1/tracks/{Uri.EscapeDataString(track)}/audio", body);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
    }
}
