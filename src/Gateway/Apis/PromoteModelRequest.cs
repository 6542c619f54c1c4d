using Cluster.Gateway.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cluster.Gateway.Apis;

/// <summary>What a promotion brings along: what every change of the aliases does, and whether it is forced and approved.</summary>
internal sealed record PromoteModelRequest(
    [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] PromoteModelJson? Body,
    [FromHeader(Name = ModelRequests.ActorHeader)] string? Actor,
    [FromHeader(Name = "If-Match")] string? IfMatch);
