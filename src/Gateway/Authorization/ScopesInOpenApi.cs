using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cluster.Gateway.Authorization;

/// <summary>Shows each call's scope in the OpenAPI document.</summary>
internal static class ScopesInOpenApi
{
    /// <summary>The extension that holds the scope's name.</summary>
    public const string Extension = "x-required-scope";

    /// <summary>Adds the scope to every operation.</summary>
    public static OpenApiOptions AddScopes(this OpenApiOptions options) => options.AddOperationTransformer((operation, context, _) =>
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredScope>().LastOrDefault() is not { } required) return Task.CompletedTask;
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions[Extension] = new JsonNodeExtension(JsonValue.Create(required.Scope.ToString().ToLowerInvariant()));
        return Task.CompletedTask;
    });
}
