using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Cluster.Cli.Gateway;

/// <summary>The calls that concern models.</summary>
internal sealed partial class GatewayClient
{
    /// <summary>Model versions and aliases.</summary>
    public Task<Received<ModelsAnswer>> GetModelsAsync(CancellationToken cancellationToken) =>
        GetAsync("models", GatewayJson.Default.ModelsAnswer, cancellationToken);

    /// <summary>A version with its card.</summary>
    public Task<Received<ModelDetailsAnswer>> GetModelAsync(string version, CancellationToken cancellationToken) =>
        GetAsync($"models/{Uri.EscapeDataString(version)}", GatewayJson.Default.ModelDetailsAnswer, cancellationToken);

    /// <summary>Whether a version may be promoted.</summary>
    public Task<Received<GatesAnswer>> CheckGatesAsync(string version, CancellationToken cancellationToken) =>
        GetAsync($"models/{Uri.EscapeDataString(version)}/gates", GatewayJson.Default.GatesAnswer, cancellationToken);

    /// <summary>Starts a replay; the same key again answers with the same replay.</summary>
    public Task<Received<ReplayAnswer>> StartReplayAsync(string version, StartReplay wish, string idempotencyKey, CancellationToken cancellationToken) => SendAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, ReplayOf(version)) { Content = JsonContent.Create(wish, GatewayJson.Default.StartReplay) };
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        },
        GatewayJson.Default.ReplayAnswer,
        cancellationToken);

    /// <summary>The last replay of a version.</summary>
    public Task<Received<ReplayAnswer>> GetReplayAsync(string version, CancellationToken cancellationToken) => GetAsync(ReplayOf(version), GatewayJson.Default.ReplayAnswer, cancellationToken);

    /// <summary>Cancels the replay of a version.</summary>
    public Task<Received<ReplayAnswer>> CancelReplayAsync(string version, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, ReplayOf(version)), GatewayJson.Default.ReplayAnswer, cancellationToken);

    private static string ReplayOf(string version) => $"models/{Uri.EscapeDataString(version)}/replay";

    /// <summary>A page of the audit log, newest first.</summary>
    public Task<Received<ModelAuditAnswer>> ListModelAuditAsync(int limit, string? cursor, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"models/audit?limit={limit}");
        return GetAsync(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}", GatewayJson.Default.ModelAuditAnswer, cancellationToken);
    }

    /// <summary>Adds a model version.</summary>
    /// <param name="archive">The packed artefact.</param>
    /// <param name="change">Who and why.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<Received<JsonElement>> RegisterModelAsync(byte[] archive, ModelsChange change, CancellationToken cancellationToken)
    {
        return SendAsync(
            () =>
            {
                var content = new ByteArrayContent(archive);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
                return Request(HttpMethod.Post, $"models{Query(change.Body)}", change, content);
            },
            GatewayJson.Default.JsonElement,
            cancellationToken);
    }

    /// <summary>Points the champion alias at a version.</summary>
    public Task<Received<ModelsAnswer>> PromoteModelAsync(string version, ModelsChange change, CancellationToken cancellationToken) =>
        ChangeAsync($"models/{Uri.EscapeDataString(version)}/promote", change, cancellationToken);

    /// <summary>Makes the previous champion the champion again.</summary>
    public Task<Received<ModelsAnswer>> RollBackModelAsync(ModelsChange change, CancellationToken cancellationToken) => ChangeAsync("models/rollback", change, cancellationToken);

    /// <summary>Makes a version a shadow.</summary>
    public Task<Received<ModelsAnswer>> SetShadowAsync(string version, ModelsChange change, CancellationToken cancellationToken) =>
        ChangeAsync($"models/{Uri.EscapeDataString(version)}/shadow", change, cancellationToken);

    /// <summary>Makes a version no shadow any more.</summary>
    public Task<Received<ModelsAnswer>> UnsetShadowAsync(string version, ModelsChange change, CancellationToken cancellationToken) => UnsetAsync("shadow", version, change, cancellationToken);

    /// <summary>Makes a version the challenger.</summary>
    public Task<Received<ModelsAnswer>> SetChallengerAsync(string version, ModelsChange change, CancellationToken cancellationToken) =>
        ChangeAsync($"models/{Uri.EscapeDataString(version)}/challenger", change, cancellationToken);

    /// <summary>Makes a version no challenger any more.</summary>
    public Task<Received<ModelsAnswer>> UnsetChallengerAsync(string version, ModelsChange change, CancellationToken cancellationToken) => UnsetAsync("challenger", version, change, cancellationToken);

    private Task<Received<ModelsAnswer>> UnsetAsync(string alias, string version, ModelsChange change, CancellationToken cancellationToken) => SendAsync(
        () => Request(HttpMethod.Delete, $"models/{Uri.EscapeDataString(version)}/{alias}{Query(change.Body)}", change, null), GatewayJson.Default.ModelsAnswer, cancellationToken);

    private Task<Received<ModelsAnswer>> ChangeAsync(string path, ModelsChange change, CancellationToken cancellationToken) => SendAsync(
        () => Request(HttpMethod.Post, path, change, JsonContent.Create(change.Body, GatewayJson.Default.ChangeModels)), GatewayJson.Default.ModelsAnswer, cancellationToken);

    private static HttpRequestMessage Request(HttpMethod method, string path, ModelsChange change, HttpContent? content)
    {
        var request = Claimed(method, path, change.Actor, change.Revision);
        request.Content = content;
        return request;
    }

    private static string Query(ChangeModels body)
    {
        var parts = new List<string>();
        if (body.Reason is { } reason) parts.Add($"reason={Uri.EscapeDataString(reason)}");
        if (body.Evidence is { } evidence) parts.Add($"evidence={Uri.EscapeDataString(evidence)}");
        return parts.Count == 0 ? string.Empty : "?" + string.Join('&', parts);
    }
}
