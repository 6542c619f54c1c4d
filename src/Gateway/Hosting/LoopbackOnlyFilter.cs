using System.Net;
using Cluster.Gateway.Problems;

namespace Cluster.Gateway.Hosting;

/// <summary>Refuses callers from other machines.</summary>
internal sealed class LoopbackOnlyFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // No address: an in-process test server.
        var address = context.HttpContext.Connection.RemoteIpAddress;
        if (address is null || IPAddress.IsLoopback(address)) return next(context);
        return ValueTask.FromResult<object?>(Problem.Make(StatusCodes.Status403Forbidden, "loopback-only", "Not from another machine", "This page is served to the gateway's own machine only."));
    }
}
