using Cluster.Abstractions.Models;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Apis;

/// <summary>Model versions and the champion alias.</summary>
internal static class ModelsApi
{
    public static void MapModels(this RouteGroupBuilder v1)
    {
        var models = v1.MapGroup("/models").WithTags("Models");
        models.MapGet("/", ListAsync).WithName("ListModels").WithSummary("All versions, and which one answers.");
        models.MapPost("/", RegisterAsync).WithName("RegisterModel").WithSummary("Registers a packed artefact, as `cluster train` writes it.")
            .Accepts<byte[]>("application/zip")
            .WithMetadata(new RequestSizeLimitAttribute(IModelGrain.MaxArchiveBytes));
        models.MapPost("/{version}/promote", PromoteAsync).WithName("PromoteModel").WithSummary("Makes a version the champion, if the champion still is the expected one.");
    }

    private static IModelGrain Registry(IGrainFactory grains) => grains.GetGrain<IModelGrain>(IModelGrain.Family);

    private static async Task<Ok<ModelRegistryJson>> ListAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(ModelRegistryJson.From(await Registry(grains).GetAsync(cancellationToken)));

    private static async Task<Results<Created<ModelJson>, ProblemHttpResult>> RegisterAsync(HttpRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (request.ContentLength > IModelGrain.MaxArchiveBytes) return Problem.TooLarge(IModelGrain.MaxArchiveBytes);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var outcome = await Registry(grains).RegisterAsync(body.ToArray(), cancellationToken);
        return outcome.Record is { } record
            ? TypedResults.Created($"/v1/models/{Uri.EscapeDataString(record.Version)}", ModelJson.From(record))
            : Problem.Make(StatusCodes.Status422UnprocessableEntity, "bad-artefact", "Not a model artefact of ours", outcome.Reason ?? "It was refused.");
    }

    private static async Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> PromoteAsync(
        string version, PromoteJson request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var outcome = await Registry(grains).PromoteAsync(version, request.ExpectedChampion, cancellationToken);
        return outcome.Promoted
            ? TypedResults.Ok(ModelRegistryJson.From(await Registry(grains).GetAsync(cancellationToken)))
            : Problem.Conflict(outcome.Reason ?? "The promotion was refused.");
    }
}
