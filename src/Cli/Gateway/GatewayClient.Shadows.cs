using System.Globalization;

namespace Cluster.Cli.Gateway;

/// <summary>The calls that concern shadows.</summary>
internal sealed partial class GatewayClient
{
    /// <summary>The shadows and how they do.</summary>
    public Task<Received<ShadowsAnswer>> GetShadowsAsync(CancellationToken cancellationToken) => GetAsync("models/shadows", GatewayJson.Default.ShadowsAnswer, cancellationToken);

    /// <summary>Stops all scoring by shadows, or lets them score again.</summary>
    public Task<Received<ModelsAnswer>> StopShadowsAsync(bool stop, ModelsChange change, CancellationToken cancellationToken) =>
        ChangeAsync(stop ? "models/shadows/stop" : "models/shadows/start", change, cancellationToken);

    /// <summary>A candidate beside the champion, or beside another version.</summary>
    public Task<Received<ComparisonAnswer>> CompareModelsAsync(string candidate, string? champion, double? sure, int disagreements, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"models/compare?candidate={Uri.EscapeDataString(candidate)}&disagreements={disagreements}");
        if (champion is not null) path += $"&champion={Uri.EscapeDataString(champion)}";
        if (sure is { } confidence) path += string.Create(CultureInfo.InvariantCulture, $"&sure={confidence}");
        return GetAsync(path, GatewayJson.Default.ComparisonAnswer, cancellationToken);
    }
}
