using Microsoft.AspNetCore.Http.Features;

namespace Cluster.Gateway.Apis;

/// <summary>Reads ids out of paths. Routing leaves an encoded slash (<c>%2F</c>) as it is, so ids are taken from the request line itself.</summary>
internal static class RouteIds
{
    /// <summary>The segment after <paramref name="collection"/>, fully decoded.</summary>
    public static string After(HttpContext context, string collection, string routeValue)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target)) return routeValue;
        var path = target.AsSpan();
        if (path.IndexOf('?') is >= 0 and var query) path = path[..query];
        var marker = $"/{collection}/";
        var start = path.IndexOf(marker, StringComparison.OrdinalIgnoreCase);
        if (start < 0) return routeValue;
        path = path[(start + marker.Length)..];
        if (path.IndexOf('/') is >= 0 and var slash) path = path[..slash];
        return Uri.UnescapeDataString(path);
    }
}
