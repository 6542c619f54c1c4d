using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Cli.Tests;

/// <summary>Runs a command line in this process, against a made-up gateway and a clock that only moves when the command waits.</summary>
internal sealed class CliRun : HttpMessageHandler
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };
    private readonly FakeTimeProvider time = new();
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> answers = new();

    /// <summary>Facts.</summary>
    public string Output => output.ToString();

    /// <summary>Errors and progress.</summary>
    public string Error => error.ToString();

    /// <summary>The requests: method, path with query, body, idempotency key.</summary>
    public List<(string Call, string Body, string? Key)> Requests { get; } = [];

    /// <summary>Who each request said it comes from, as it was sent, and the revision that it saw.</summary>
    public List<(string? Actor, string? IfMatch)> Claims { get; } = [];

    public static string Job(string state, int total = 2, int tagged = 0, int unchanged = 0, int failed = 0) =>
        $$"""{"id":"j1","state":"{{state}}","counts":{"total":{{total}},"tagged":{{tagged}},"unchanged":{{unchanged}},"failed":{{failed}},"pending":{{total - tagged - unchanged - failed}}},"audioSeconds":60,"elapsedSeconds":4,"etaSeconds":null,"source":"/m","new":"ş"}""";

    public CliRun Answer(string json, HttpStatusCode status = HttpStatusCode.OK)
    {
        answers.Enqueue(_ => new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") });
        return this;
    }

    public CliRun Refuse(HttpRequestError reason = HttpRequestError.ConnectionError)
    {
        answers.Enqueue(_ => throw new HttpRequestException(reason, "nobody there"));
        return this;
    }

    public Task<int> RunAsync(params string[] args) => ClusterApp.RunAsync(args, new CliContext
    {
        Output = output,
        Error = error,
        Time = time,
        HttpHandler = () => this,
        User = "ayşe",
        Delay = (span, cancellationToken) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            time.Advance(span);
            return Task.CompletedTask;
        },
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        Requests.Add(($"{request.Method} {request.RequestUri?.AbsoluteUri.Replace("http://127.0.0.1:5080", string.Empty, StringComparison.Ordinal)}", body, key));
        Claims.Add((request.Headers.TryGetValues("X-Actor", out var actors) ? actors.Single() : null, request.Headers.IfMatch.SingleOrDefault()?.ToString()));
        // The last answer is given for ever.
        return answers.Count > 1 ? answers.Dequeue()(request) : answers.Peek()(request);
    }
}
