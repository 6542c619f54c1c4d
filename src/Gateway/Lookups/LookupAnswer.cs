using System.Reflection;
using Cluster.Gateway.Contracts;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Cluster.Gateway.Lookups;

/// <summary>A look-up's answer, written out once.</summary>
/// <param name="Body">The track's JSON in UTF-8.</param>
/// <param name="ETag">Says which version it is, and in which arms.</param>
internal sealed record LookupAnswer(byte[] Body, string ETag) : IResult, IEndpointMetadataProvider
{
    private const string ContentType = "application/json; charset=utf-8";

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TrackJson), ["application/json"]));

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = ETag;
        if (httpContext.Request.Headers[HeaderNames.IfNoneMatch] == ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        return response.Body.WriteAsync(Body, httpContext.RequestAborted).AsTask();
    }
}
