using Cluster.Gateway.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cluster.Gateway.Apis;

/// <summary>What every change of the aliases brings along: why and on what evidence, who (percent-encoded), and the ETag of the registry that was seen.</summary>
internal sealed record ModelChangeRequest(
    [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] ModelChangeJson? Body,
    [FromHeader(Name = ModelRequests.ActorHeader)] string? Actor,
    [FromHeader(Name = "If-Match")] string? IfMatch);
