using Cluster.Abstractions.Models;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Apis;

/// <summary>Model versions, their aliases, and the log of who moved them.</summary>
internal static class ModelsApi
{
    private const int DefaultAuditPage = 50;

    public static void MapModels(this RouteGroupBuilder v1)
    {
        var models = v1.MapGroup("/models").WithTags("Models");
        models.MapGet("/", ListAsync).WithName("ListModels").WithSummary("All versions, and where the aliases point. The ETag is the registry's revision.");
        models.MapPost("/", RegisterAsync).WithName("RegisterModel").WithSummary("Registers a packed artefact, as `cluster train` writes it.")
            .Accepts<byte[]>("application/zip")
            .WithMetadata(new RequestSizeLimitAttribute(IModelGrain.MaxArchiveBytes));
        models.MapGet("/audit", AuditAsync).WithName("ListModelAudit").WithSummary("Who changed what, when and why, newest first, and whether the log is whole.");
        models.MapPost("/rollback", RollbackAsync).WithName("RollbackModel").WithSummary("Makes the previous champion, which is still loaded, the champion again.");
        models.MapGet("/{version}", GetAsync).WithName("GetModel").WithSummary("A version with its card and the aliases that point at it.");
        models.MapPost("/{version}/promote", PromoteAsync).WithName("PromoteModel")
            .WithSummary("Makes a version the champion, if the registry (If-Match) or the champion (expectedChampion) still is what the caller saw, and the gates let it pass or force passes over them.");
        models.MapGet("/{version}/gates", GatesAsync).WithName("CheckModelGates").WithSummary("Whether a version may be promoted: every check with its reason. Promotes nothing.");
        models.MapPost("/{version}/shadow", SetShadowAsync).WithName("SetShadowModel").WithSummary("Makes a version a shadow: it scores and never answers.");
        models.MapPost("/{version}/challenger", SetChallengerAsync).WithName("SetChallengerModel")
            .WithSummary("Makes a version the challenger, instead of another: what an experiment's arm means by challenger, loaded in every silo.");
        models.MapDelete("/{version}/challenger", UnsetChallengerAsync).WithName("UnsetChallengerModel").WithSummary("Makes a version no challenger any more.");
        models.MapDelete("/{version}/shadow", UnsetShadowAsync).WithName("UnsetShadowModel").WithSummary("Makes a version no shadow any more.");
    }

    private static IModelGrain Registry(IGrainFactory grains) => grains.GetGrain<IModelGrain>(IModelGrain.Family);

    private static async Task<Results<Ok<ModelRegistryJson>, StatusCodeHttpResult>> ListAsync(HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var registry = await Registry(grains).GetAsync(cancellationToken);
        var etag = ModelRequests.ETag(registry.Revision);
        context.Response.Headers.ETag = etag;
        return context.Request.Headers.IfNoneMatch == etag ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(ModelRegistryJson.From(registry));
    }

    private static async Task<Results<Ok<ModelDetailsJson>, ProblemHttpResult>> GetAsync(string version, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        version = RouteIds.After(context, "models", version);
        if (await Registry(grains).GetDetailsAsync(version, cancellationToken) is not { } details) return Problem.NotFound($"There is no model version '{version}'.");
        context.Response.Headers.ETag = ModelRequests.ETag(details.Registry.Revision);
        return TypedResults.Ok(ModelDetailsJson.From(details));
    }

    private static async Task<Results<Created<ModelJson>, ProblemHttpResult>> RegisterAsync(
        HttpRequest request, [FromHeader(Name = ModelRequests.ActorHeader)] string? actor, string? reason, string? evidence, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (request.ContentLength > IModelGrain.MaxArchiveBytes) return Problem.TooLarge(IModelGrain.MaxArchiveBytes);
        var (change, problem, field) = ModelRequests.Read(actor, null, new ModelChangeJson(null, reason, evidence));
        if (change is null) return Problem.BadRequest(problem!, field);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var outcome = await Registry(grains).RegisterAsync(body.ToArray(), change, cancellationToken);
        if (outcome.Record is not { } record)
            return Problem.Make(StatusCodes.Status422UnprocessableEntity, "bad-artefact", "Not a model artefact of ours", outcome.Reason ?? "It was refused.");
        var registry = await Registry(grains).GetAsync(cancellationToken);
        return TypedResults.Created($"/v1/models/{Uri.EscapeDataString(record.Version)}", ModelJson.From(record, registry));
    }

    private static async Task<Results<Ok<GatesJson>, ProblemHttpResult>> GatesAsync(string version, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        version = RouteIds.After(context, "models", version);
        return await Registry(grains).CheckGatesAsync(version, cancellationToken) is { } report
            ? TypedResults.Ok(GatesJson.From(report))
            : Problem.NotFound($"There is no model version '{version}'.");
    }

    private static Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> PromoteAsync(string version, [AsParameters] PromoteModelRequest request, HttpContext context, IGrainFactory grains) =>
        ChangeAsync(context, ModelRequests.Read(request), change => Registry(grains).PromoteAsync(RouteIds.After(context, "models", version), change, context.RequestAborted));

    private static Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> RollbackAsync([AsParameters] ModelChangeRequest request, HttpContext context, IGrainFactory grains) =>
        ChangeAsync(context, Read(request), change => Registry(grains).RollbackAsync(change, context.RequestAborted));

    private static Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> SetShadowAsync(string version, [AsParameters] ModelChangeRequest request, HttpContext context, IGrainFactory grains) =>
        ChangeAsync(context, Read(request), change => Registry(grains).SetShadowAsync(RouteIds.After(context, "models", version), change, context.RequestAborted));

    private static Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> UnsetShadowAsync(
        string version, [AsParameters] UnsetAliasRequest request, HttpContext context, IGrainFactory grains) =>
        ChangeAsync(context, Read(request.ToChange()), change => Registry(grains).UnsetShadowAsync(RouteIds.After(context, "models", version), change, context.RequestAborted));

    private static Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> SetChallengerAsync(
        string version, [AsParameters] ModelChangeRequest request, HttpContext context, IGrainFactory grains) =>
        ChangeAsync(context, Read(request), change => Registry(grains).SetChallengerAsync(RouteIds.After(context, "models", version), change, context.RequestAborted));

    private static Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> UnsetChallengerAsync(
        string version, [AsParameters] UnsetAliasRequest request, HttpContext context, IGrainFactory grains) =>
        ChangeAsync(context, Read(request.ToChange()), change => UnsetIfChallengerAsync(Registry(grains), RouteIds.After(context, "models", version), change, context.RequestAborted));

    // The alias is one: another version that has become the challenger meanwhile stays it.
    private static async Task<ModelChangeOutcome> UnsetIfChallengerAsync(IModelGrain registry, string version, ModelChange change, CancellationToken cancellationToken)
    {
        var now = await registry.GetAsync(cancellationToken);
        if (now.Versions.All(known => known.Version != version)) return new ModelChangeOutcome(ModelChangeStatus.UnknownVersion, now, $"There is no model version '{version}'.");
        return now.Challenger == version
            ? await registry.SetChallengerAsync(null, change with { ExpectedRevision = change.ExpectedRevision ?? now.Revision }, cancellationToken)
            : new ModelChangeOutcome(ModelChangeStatus.Done, now, null);
    }

    private static async Task<Results<Ok<ModelAuditPageJson>, ProblemHttpResult>> AuditAsync(string? cursor, int? limit, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (limit is not (null or (>= 1 and <= IModelGrain.MaxAuditPage))) return Problem.BadRequest($"limit must lie in 1 to {IModelGrain.MaxAuditPage}.", "limit");
        if (!ModelRequests.TryReadCursor(cursor, out var before)) return Problem.BadRequest("cursor is not one that this list gave.", "cursor");
        var page = await Registry(grains).GetAuditAsync(before, limit ?? DefaultAuditPage, cancellationToken);
        return TypedResults.Ok(new ModelAuditPageJson(
            [.. page.Entries.Select(ModelAuditEntryJson.From)], ModelRequests.Cursor(page.NextBefore), ModelAuditChainJson.From(page.Verification)));
    }

    private static (ModelChange? Change, string? Problem, string? Field) Read(ModelChangeRequest request) => ModelRequests.Read(request.Actor, request.IfMatch, request.Body);

    /// <summary>Reads who changes the models and why, changes them, and answers with what they are now.</summary>
    internal static Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> ChangeAsync(HttpContext context, ModelChangeRequest request, Func<ModelChange, Task<ModelChangeOutcome>> apply) =>
        ChangeAsync(context, Read(request), apply);

    private static async Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> ChangeAsync(
        HttpContext context, (ModelChange? Change, string? Problem, string? Field) read, Func<ModelChange, Task<ModelChangeOutcome>> apply)
    {
        var (change, problem, field) = read;
        if (change is null) return Problem.BadRequest(problem!, field);
        var outcome = await apply(change);
        context.Response.Headers.ETag = ModelRequests.ETag(outcome.Registry.Revision);
        return outcome.Status == ModelChangeStatus.Done ? TypedResults.Ok(ModelRegistryJson.From(outcome.Registry)) : Problem.From(outcome);
    }
}
