using System.Diagnostics;

namespace Cluster.Bench;

/// <summary>Tags new tracks at a fixed rate.</summary>
/// <param name="client">Reaches the gateway.</param>
/// <param name="audio">Gives each track's file.</param>
/// <param name="perSecond">Requests a second.</param>
internal sealed class ShadowLoad(HttpClient client, Func<byte[]> audio, int perSecond)
{
    /// <summary>Tags so many.</summary>
    /// <returns>How long each took, in ms.</returns>
    public Task<double[]> BlockAsync(string block, int count) => OpenLoop.RunAsync(perSecond, count, i => TagAsync($"{block}/{i}"));

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
