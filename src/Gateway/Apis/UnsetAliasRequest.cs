using Cluster.Gateway.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Apis;

/// <summary>What a DELETE of an alias brings along. It has no body: its words come with the query.</summary>
internal sealed record UnsetAliasRequest(
    [FromQuery(Name = "reason")] string? Reason,
    [FromQuery(Name = "evidence")] string? Evidence,
    [FromHeader(Name = ModelRequests.ActorHeader)] string? Actor,
    [FromHeader(Name = "If-Match")] string? IfMatch)
{
    /// <summary>The same as a change that came with a body.</summary>
    public ModelChangeRequest ToChange() => new(new ModelChangeJson(null, Reason, Evidence), Actor, IfMatch);
}
