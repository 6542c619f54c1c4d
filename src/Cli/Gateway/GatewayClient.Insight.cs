using System.Globalization;
using System.Net.Http.Json;

namespace Cluster.Cli.Gateway;

/// <content>Explanations, counts and events.</content>
internal sealed partial class GatewayClient
{
    /// <summary>Why a clip is predicted so.</summary>
    public Task<Received<ClipExplanationAnswer>> ExplainClipAsync(string clipId, string method, int limit, CancellationToken cancellationToken) => GetAsync(
        $"clips/{Uri.EscapeDataString(clipId)}/explanation?method={method}&limit={limit.ToString(CultureInfo.InvariantCulture)}",
        GatewayJson.Default.ClipExplanationAnswer,
        cancellationToken);

    /// <summary>Emotions by group.</summary>
    /// <param name="by">What makes a group.</param>
    /// <param name="filters">Names and values of filters; those without a value are left out.</param>
    /// <param name="limit">Most groups.</param>
    /// <param name="cursor">From the page before; null: from the largest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Received<EmotionStatsAnswer>> GetEmotionStatsAsync(
        string by, IEnumerable<(string Name, string? Value)> filters, int limit, string? cursor, CancellationToken cancellationToken) => GetAsync(
        $"stats/emotions?by={by}&limit={limit.ToString(CultureInfo.InvariantCulture)}{string.Concat(filters.Select(filter => Parameter(filter.Name, filter.Value)))}{Parameter("cursor", cursor)}",
        GatewayJson.Default.EmotionStatsAnswer,
        cancellationToken);

    /// <summary>Sends what listeners did.</summary>
    public Task<Received<EventsAnswer>> PostEventsAsync(PostEvents batch, CancellationToken cancellationToken) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Post, "events") { Content = JsonContent.Create(batch, GatewayJson.Default.PostEvents) },
        GatewayJson.Default.EventsAnswer,
        cancellationToken);
}
