using Cluster.Gateway.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cluster.Gateway.Apis;

/// <summary>What every change of the aliases brings along.</summary>
/// <param name="Body">Why, on what evidence, and the champion that was seen; may be left out.</param>
/// <param name="Actor">Who, percent-encoded.</param>
/// <param name="IfMatch">The ETag of the registry that was seen.</param>
internal sealed record ModelChangeRequest(
    [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] ModelChangeJson? Body,
    [FromHeader(Name = ModelRequests.ActorHeader)] string? Actor,
    [FromHeader(Name = "If-Match")] string? IfMatch);
