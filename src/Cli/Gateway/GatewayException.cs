using System.Net;

namespace Cluster.Cli.Gateway;

/// <summary>The gateway refused a call; the message is its own.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">A sentence for people.</param>
public sealed class GatewayException(HttpStatusCode status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status => status;

    /// <summary>True when the same call may succeed later: the gateway or the cluster behind it is coming or going.</summary>
    public bool IsTransient => status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
}
