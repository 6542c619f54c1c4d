using Microsoft.AspNetCore.Routing.Patterns;

namespace Cluster.Gateway.Authorization;

/// <summary>Which call needs which scope. One table, so that it can be read at a glance and no endpoint is without: what is not in it needs the greatest.</summary>
internal static class EndpointScopes
{
    private static readonly Dictionary<string, (Scope Reading, Scope Writing)> ByRoom = new(StringComparer.OrdinalIgnoreCase)
    {
        ["predictions"] = (Scope.Read, Scope.Read),
        ["tracks"] = (Scope.Read, Scope.Ingest),
        ["clips"] = (Scope.Read, Scope.Ingest),
        ["stats"] = (Scope.Read, Scope.Operate),
        ["playlists"] = (Scope.Read, Scope.Operate),
        ["export"] = (Scope.Read, Scope.Operate),
        // Applications report what their listeners did; they see tracks, not each other's listeners.
        ["events"] = (Scope.Operate, Scope.Read),
        ["backfills"] = (Scope.Ingest, Scope.Ingest),
        ["schedules"] = (Scope.Ingest, Scope.Ingest),
        ["feedback"] = (Scope.Annotate, Scope.Annotate),
        ["labels"] = (Scope.Annotate, Scope.Annotate),
        ["review"] = (Scope.Annotate, Scope.Annotate),
        ["models"] = (Scope.Operate, Scope.Operate),
        ["experiments"] = (Scope.Operate, Scope.Operate),
        ["drift"] = (Scope.Operate, Scope.Operate),
        ["alerts"] = (Scope.Operate, Scope.Operate),
    };

    // Calls that read although their method says otherwise.
    private static readonly HashSet<string> Readers = new(StringComparer.OrdinalIgnoreCase) { "tracks/batch-get" };

    /// <summary>The first segments that the table knows.</summary>
    public static IReadOnlyCollection<string> Rooms => ByRoom.Keys;

    /// <summary>Names the scope of every endpoint of a group, also of those that are mapped later.</summary>
    /// <param name="v1">The group whose prefix is one segment.</param>
    public static void NameScopes(this RouteGroupBuilder v1) => ((IEndpointConventionBuilder)v1).Finally(builder =>
    {
        if (builder is not RouteEndpointBuilder route) return;
        var methods = route.Metadata.OfType<IHttpMethodMetadata>().SelectMany(metadata => metadata.HttpMethods);
        route.Metadata.Add(new RequiredScope(methods.Select(method => Of(route.RoutePattern, method)).DefaultIfEmpty(Scope.Operate).Max()));
    });

    /// <summary>The scope of a call.</summary>
    /// <param name="pattern">The route from the version on, such as <c>/v1/tracks/{id}</c>.</param>
    /// <param name="method">The HTTP method.</param>
    public static Scope Of(RoutePattern pattern, string method)
    {
        var segments = pattern.PathSegments.Skip(1).Select(segment => segment.Parts[0] is RoutePatternLiteralPart literal ? literal.Content : "{}").ToArray();
        if (segments.Length == 0 || !ByRoom.TryGetValue(segments[0], out var scopes)) return Scope.Operate;
        return HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || Readers.Contains(string.Join('/', segments)) ? scopes.Reading : scopes.Writing;
    }
}
