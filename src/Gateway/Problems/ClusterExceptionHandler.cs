using Cluster.Catalog;
using Microsoft.AspNetCore.Diagnostics;

namespace Cluster.Gateway.Problems;

/// <summary>Turns lost infrastructure and bugs into problem details: the only place that does.</summary>
internal sealed partial class ClusterExceptionHandler(ILogger<ClusterExceptionHandler> log) : IExceptionHandler
{
    private const string RetryAfterSeconds = "1";
    private const string DiskFull = "disk-full";

    // ENOSPC, and ERROR_DISK_FULL as an HRESULT.
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested) return true;
        var problem = exception switch
        {
            BadHttpRequestException bad => UnreadableRequest.From(bad),
            TimeoutException => Problem.Make(
                StatusCodes.Status504GatewayTimeout, "unknown-outcome", "No answer in time", "The outcome is unknown. Every call may be repeated as it is."),
            OrleansException => Problem.Make(
                StatusCodes.Status503ServiceUnavailable, "cluster-unavailable", "The cluster does not answer", "Silos are starting, stopping or away. Repeat the call."),
            CatalogFullException full => Problem.Make(StatusCodes.Status503ServiceUnavailable, DiskFull, "The database cannot write: its disk is full", full.Message + " Repeat the call."),
            IOException { HResult: NoSpaceOnUnix or NoSpaceOnWindows } => Problem.Make(
                StatusCodes.Status503ServiceUnavailable, DiskFull, "Uploads cannot be stored: the disk is full", "The disk of the gateway's uploads is full. Free some space and repeat the call."),
            CatalogException => Problem.Make(
                StatusCodes.Status503ServiceUnavailable, "catalogue-unavailable", "The catalogue does not answer", "Its database is away. Repeat the call."),
            _ => Problem.Make(StatusCodes.Status500InternalServerError, "bug", "Something went wrong here", "The gateway's log has the details, under the trace id."),
        };
        if (problem.StatusCode >= StatusCodes.Status500InternalServerError) LogFailed(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName);
        if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Endpoint} failed")]
    private partial void LogFailed(Exception exception, string method, string? endpoint);
}
