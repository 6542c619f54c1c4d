using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Models;
using Cluster.Catalog.Shadows;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>How the shadows do, the switch that stops them all, and the comparison of a candidate with the champion.</summary>
internal static class ShadowsApi
{
    private static readonly ComparisonRequest Defaults = new() { Candidate = string.Empty };

    public static void MapShadows(this RouteGroupBuilder v1)
    {
        var models = v1.MapGroup("/models").WithTags("Models");
        models.MapGet("/compare", CompareAsync).WithName("CompareModels")
            .WithSummary("A candidate's predictions as a shadow beside the champion's of the same clips: agreement, sure contradictions, metrics on labelled clips, labels still needed, latency.");
        models.MapGet("/shadows", ListAsync).WithName("ListShadows").WithSummary("The shadows, what they did, and whether they may score.");
        models.MapPost("/shadows/stop", StopAsync).WithName("StopShadows").WithSummary("Stops all scoring by shadows at once, on every silo, until it is started again.");
        models.MapPost("/shadows/start", StartAsync).WithName("StartShadows").WithSummary("Lets the shadows score again.");
    }

    private static IModelGrain Registry(IGrainFactory grains) => grains.GetGrain<IModelGrain>(IModelGrain.Family);

    private static async Task<Results<Ok<ComparisonJson>, ProblemHttpResult>> CompareAsync(
        string? candidate, string? champion, double? sure, double? difference, int? disagreements, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(candidate)) return Problem.BadRequest("candidate is missing: name the version to compare, as ?candidate=VERSION.", "candidate");
        var request = Defaults with
        {
            Candidate = candidate.Trim(),
            Champion = string.IsNullOrWhiteSpace(champion) ? null : champion.Trim(),
            Sure = sure ?? Defaults.Sure,
            SmallestDifference = difference ?? Defaults.SmallestDifference,
            Disagreements = disagreements ?? Defaults.Disagreements,
        };
        if (request.Validate() is { } bad) return Problem.BadRequest(bad.Problem, bad.Field);
        var answer = await grains.GetGrain<IModelComparisonGrain>(0).CompareAsync(request, cancellationToken);
        return answer.Comparison is { } comparison ? TypedResults.Ok(ComparisonJson.From(comparison)) : Refusal(answer);
    }

    private static async Task<Ok<ShadowsJson>> ListAsync(IGrainFactory grains, IShadowReader reader, TimeProvider clock, CancellationToken cancellationToken)
    {
        var registry = await Registry(grains).GetAsync(cancellationToken);
        var shadows = new List<ShadowJson>();
        foreach (var version in registry.Shadows) shadows.Add(ShadowJson.From(version, await reader.ReadStatisticsAsync(version, cancellationToken), clock.GetUtcNow()));
        return TypedResults.Ok(ShadowsJson.From(registry, shadows));
    }

    private static Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> StopAsync([AsParameters] ModelChangeRequest request, HttpContext context, IGrainFactory grains) =>
        ModelsApi.ChangeAsync(context, request, change => Registry(grains).StopShadowsAsync(true, change, context.RequestAborted));

    private static Task<Results<Ok<ModelRegistryJson>, ProblemHttpResult>> StartAsync([AsParameters] ModelChangeRequest request, HttpContext context, IGrainFactory grains) =>
        ModelsApi.ChangeAsync(context, request, change => Registry(grains).StopShadowsAsync(false, change, context.RequestAborted));

    private static ProblemHttpResult Refusal(ComparisonAnswer answer)
    {
        var detail = answer.Problem ?? "They cannot be compared.";
        return answer.Status switch
        {
            ComparisonStatus.UnknownVersion => Problem.Make(StatusCodes.Status404NotFound, "unknown-version", "Not found", detail),
            ComparisonStatus.NothingInCommon => Problem.Make(StatusCodes.Status409Conflict, "nothing-in-common", "There is nothing to compare yet", detail),
            ComparisonStatus.NoChampion => Problem.Conflict(detail),
            _ => Problem.BadRequest(detail, answer.Status == ComparisonStatus.SameVersion ? "candidate" : null),
        };
    }
}
