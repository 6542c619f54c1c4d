using System.Globalization;
using System.Net.Http.Json;

namespace Cluster.Cli.Gateway;

/// <content>Drift, alerts and training anew.</content>
internal sealed partial class GatewayClient
{
    /// <summary>A model's report.</summary>
    /// <param name="model">The model; null for the champion.</param>
    /// <param name="window">The window; null for the newest.</param>
    /// <param name="histograms">Features with a histogram.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Received<DriftAnswer>> GetDriftAsync(string? model, long? window, int histograms, CancellationToken cancellationToken) => GetAsync(
        $"drift?histograms={Text(histograms)}{Parameter("model", model)}{Parameter("window", window is { } number ? Text(number) : null)}", GatewayJson.Default.DriftAnswer, cancellationToken);

    /// <summary>Closed windows, newest first.</summary>
    public Task<Received<DriftWindowsAnswer>> ListDriftWindowsAsync(string? model, int limit, string? cursor, CancellationToken cancellationToken) => GetAsync(
        $"drift/windows?limit={Text(limit)}{Parameter("model", model)}{Parameter("cursor", cursor)}", GatewayJson.Default.DriftWindowsAnswer, cancellationToken);

    /// <summary>Alerts, newest first.</summary>
    public Task<Received<AlertsAnswer>> ListAlertsAsync(string? model, bool all, int limit, string? cursor, CancellationToken cancellationToken) => GetAsync(
        $"alerts?limit={Text(limit)}{Parameter("model", model)}{(all ? "&all=true" : string.Empty)}{Parameter("cursor", cursor)}", GatewayJson.Default.AlertsAnswer, cancellationToken);

    /// <summary>Takes note of an alert.</summary>
    public Task<Received<AlertAnswer>> AcknowledgeAlertAsync(string id, string actor, string? reason, CancellationToken cancellationToken) => SendAsync(
        () => WithReason($"alerts/{Uri.EscapeDataString(id)}/acknowledge", actor, reason), GatewayJson.Default.AlertAnswer, cancellationToken);

    /// <summary>Asks for a training; the same key again answers with the same training.</summary>
    public Task<Received<TrainingAnswer>> RetrainAsync(string actor, string? reason, string idempotencyKey, CancellationToken cancellationToken) => SendAsync(
        () =>
        {
            var request = WithReason("models/retrain", actor, reason);
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        },
        GatewayJson.Default.TrainingAnswer,
        cancellationToken);

    /// <summary>Whether a training is under way, and what became of those before.</summary>
    public Task<Received<RetrainingAnswer>> GetRetrainingAsync(int limit, string? cursor, CancellationToken cancellationToken) => GetAsync(
        $"models/retraining?limit={Text(limit)}{Parameter("cursor", cursor)}", GatewayJson.Default.RetrainingAnswer, cancellationToken);

    private static HttpRequestMessage WithReason(string path, string actor, string? reason)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new GiveReason(reason), GatewayJson.Default.GiveReason) };
        request.Headers.Add("X-Actor", Uri.EscapeDataString(actor));
        return request;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
