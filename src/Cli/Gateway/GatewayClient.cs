using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cluster.Cli.Gateway;

/// <summary>Calls the gateway's REST API.</summary>
/// <remarks>Every call throws <see cref="GatewayException"/> when it is refused and <see cref="GatewayUnreachableException"/> when nobody answers.</remarks>
internal sealed partial class GatewayClient : IDisposable
{
    private readonly HttpClient http;
    private readonly Uri address;

    public GatewayClient(Uri address, HttpMessageHandler handler)
    {
        this.address = address;
        http = new HttpClient(handler)
        {
            BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/v1/"),
            Timeout = TimeSpan.FromSeconds(100),
        };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Starts a backfill; the same key again answers with the same job.</summary>
    public Task<Received<JobAnswer>> StartBackfillAsync(StartBackfill wish, string idempotencyKey, CancellationToken cancellationToken)
    {
        return SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "backfills") { Content = JsonContent.Create(wish, GatewayJson.Default.StartBackfill) };
                request.Headers.Add("Idempotency-Key", idempotencyKey);
                return request;
            },
            GatewayJson.Default.JobAnswer,
            cancellationToken);
    }

    /// <summary>Starts a schedule; the same key again answers with the same schedule.</summary>
    public Task<Received<ScheduleAnswer>> StartScheduleAsync(StartSchedule wish, string idempotencyKey, CancellationToken cancellationToken)
    {
        return SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "schedules") { Content = JsonContent.Create(wish, GatewayJson.Default.StartSchedule) };
                request.Headers.Add("Idempotency-Key", idempotencyKey);
                return request;
            },
            GatewayJson.Default.ScheduleAnswer,
            cancellationToken);
    }

    /// <summary>One schedule.</summary>
    public Task<Received<ScheduleAnswer>> GetScheduleAsync(string id, CancellationToken cancellationToken) =>
        GetAsync($"schedules/{Uri.EscapeDataString(id)}", GatewayJson.Default.ScheduleAnswer, cancellationToken);

    /// <summary>Schedules, newest first; at most 100.</summary>
    public Task<Received<SchedulesAnswer>> ListSchedulesAsync(int limit, CancellationToken cancellationToken) =>
        GetAsync(string.Create(CultureInfo.InvariantCulture, $"schedules?limit={Math.Min(limit, 100)}"), GatewayJson.Default.SchedulesAnswer, cancellationToken);

    /// <summary>Pauses, resumes or cancels a schedule.</summary>
    public Task<Received<ScheduleAnswer>> CommandScheduleAsync(string id, string verb, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Post, $"schedules/{Uri.EscapeDataString(id)}/{verb}"), GatewayJson.Default.ScheduleAnswer, cancellationToken);

    /// <summary>One job.</summary>
    public Task<Received<JobAnswer>> GetJobAsync(string id, CancellationToken cancellationToken) =>
        GetAsync($"backfills/{Uri.EscapeDataString(id)}", GatewayJson.Default.JobAnswer, cancellationToken);

    /// <summary>Jobs, newest first.</summary>
    public Task<Received<JobsAnswer>> ListJobsAsync(int limit, CancellationToken cancellationToken) =>
        GetAsync(string.Create(CultureInfo.InvariantCulture, $"backfills?limit={limit}"), GatewayJson.Default.JobsAnswer, cancellationToken);

    /// <summary>The first failed items of a job.</summary>
    public Task<Received<JobItemsAnswer>> ListFailedItemsAsync(string id, int limit, CancellationToken cancellationToken) =>
        GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"backfills/{Uri.EscapeDataString(id)}/items?state=failed&limit={limit}"),
            GatewayJson.Default.JobItemsAnswer,
            cancellationToken);

    /// <summary>Pauses, resumes, cancels or retries a job.</summary>
    public Task<Received<JobAnswer>> CommandJobAsync(string id, string verb, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Post, $"backfills/{Uri.EscapeDataString(id)}/{verb}"), GatewayJson.Default.JobAnswer, cancellationToken);

    /// <summary>A track with its emotion.</summary>
    public Task<Received<TrackAnswer>> GetTrackAsync(string trackId, CancellationToken cancellationToken) =>
        GetAsync($"tracks/{Uri.EscapeDataString(trackId)}", GatewayJson.Default.TrackAnswer, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private Task<Received<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), type, cancellationToken);

    private async Task<Received<T>> SendAsync<T>(Func<HttpRequestMessage> create, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            using var request = create();
            using var response = await http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (!response.IsSuccessStatusCode) throw new GatewayException(response.StatusCode, Describe(response, body));
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement.Clone();
            return new Received<T>(json.Deserialize(type) ?? throw new JsonException("The answer is null."), json);
        }
        catch (HttpRequestException unreachable)
        {
            var refused = unreachable.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;
            throw new GatewayUnreachableException(
                refused ? $"no cluster at {Address}: start one with `cluster up`" : $"the connection to the cluster at {Address} broke off", refused, unreachable);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayUnreachableException($"the cluster at {Address} did not answer within {http.Timeout.TotalSeconds:0} s", refused: false, late);
        }
        catch (JsonException nonsense)
        {
            throw new CliException($"what answers at {Address} is no gateway of this version: {nonsense.Message}");
        }
    }

    private string Address => address.AbsoluteUri.TrimEnd('/');

    private static string Describe(HttpResponseMessage response, byte[] body)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"the gateway answered {(int)response.StatusCode} {response.ReasonPhrase}");
        ProblemAnswer? problem = null;
        try
        {
            problem = JsonSerializer.Deserialize(body, GatewayJson.Default.ProblemAnswer);
        }
        catch (JsonException)
        {
            // Something between us and the gateway answered in its own words; the status says enough.
        }

        var details = problem?.Errors?.SelectMany(field => field.Value.Select(message => $"{field.Key}: {message}")).ToList() ?? [];
        if (problem?.Detail is { } detail) details.Insert(0, detail);
        if (details.Count == 0 && problem?.Title is { } title) details.Add(title);
        return details.Count > 0 ? string.Join("; ", details) : status;
    }
}
