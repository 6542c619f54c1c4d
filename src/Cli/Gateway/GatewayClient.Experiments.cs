using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cluster.Cli.Gateway;

/// <summary>The calls that concern experiments.</summary>
internal sealed partial class GatewayClient
{
    /// <summary>All experiments, newest first.</summary>
    public Task<Received<ExperimentsAnswer>> ListExperimentsAsync(CancellationToken cancellationToken) => GetAsync("experiments", GatewayJson.Default.ExperimentsAnswer, cancellationToken);

    /// <summary>An experiment and how it stands.</summary>
    public Task<Received<ExperimentReportAnswer>> GetExperimentAsync(string id, CancellationToken cancellationToken) =>
        GetAsync(PathOf(id), GatewayJson.Default.ExperimentReportAnswer, cancellationToken);

    /// <summary>Creates a draft; the same key again answers with the same one.</summary>
    public Task<Received<ExperimentAnswer>> CreateExperimentAsync(CreateExperiment wish, string actor, string idempotencyKey, CancellationToken cancellationToken) => SendAsync(
        () =>
        {
            var request = Claimed(HttpMethod.Post, "experiments", actor, null);
            request.Content = JsonContent.Create(wish, GatewayJson.Default.CreateExperiment);
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        },
        GatewayJson.Default.ExperimentAnswer,
        cancellationToken);

    /// <summary>Starts, stops or changes the shares of an experiment.</summary>
    public Task<Received<ExperimentAnswer>> ChangeExperimentAsync(string id, string verb, ExperimentsChange change, CancellationToken cancellationToken) =>
        ChangeAsync(id, verb, change, GatewayJson.Default.ExperimentAnswer, cancellationToken);

    /// <summary>Concludes an experiment.</summary>
    public Task<Received<ConcludedAnswer>> ConcludeExperimentAsync(string id, ExperimentsChange change, CancellationToken cancellationToken) =>
        ChangeAsync(id, "conclude", change, GatewayJson.Default.ConcludedAnswer, cancellationToken);

    private Task<Received<T>> ChangeAsync<T>(string id, string verb, ExperimentsChange change, JsonTypeInfo<T> type, CancellationToken cancellationToken) => SendAsync(
        () =>
        {
            var request = Claimed(HttpMethod.Post, $"{PathOf(id)}/{verb}", change.Actor, change.Revision);
            request.Content = JsonContent.Create(change.Body, GatewayJson.Default.ChangeExperiment);
            return request;
        },
        type,
        cancellationToken);

    private static string PathOf(string id) => $"experiments/{Uri.EscapeDataString(id)}";

    // Who, and what they saw, as every change of the control plane says it.
    private static HttpRequestMessage Claimed(HttpMethod method, string path, string actor, long? revision)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Actor", Uri.EscapeDataString(actor));
        if (revision is { } seen) request.Headers.Add("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{seen}\""));
        return request;
    }
}

/// <summary>Who changes an experiment, what they saw of it, and what they ask for.</summary>
/// <param name="Actor">Who; any characters.</param>
/// <param name="Revision">The experiment's revision that they saw; null to accept any.</param>
/// <param name="Body">The rest.</param>
internal sealed record ExperimentsChange(string Actor, long? Revision, ChangeExperiment Body);
