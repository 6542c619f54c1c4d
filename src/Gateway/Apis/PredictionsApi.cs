using Cluster.Abstractions.Predictions;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Cluster.Gateway.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Apis;

/// <summary>Predictions at once; nothing is stored.</summary>
internal static class PredictionsApi
{
    public static void MapPredictions(this RouteGroupBuilder v1, GatewayOptions options) => v1
        .MapPost("/predictions", PredictAsync)
        .WithName("Predict").WithTags("Predictions")
        .WithSummary("The emotion of posted audio: the raw bytes of a file, or a multipart form with one file. explain=true says why, of the clips on which the answer rests most; unit, or the header X-Unit, names the user for experiments.")
        .WithMetadata(new RequestSizeLimitAttribute(options.MaxPredictionBytes + GatewayOptions.Overhead))
        .DisableAntiforgery();

    private static async Task<Results<Ok<PredictionAnswerJson>, ProblemHttpResult>> PredictAsync(
        HttpRequest request, UploadStore uploads, IGrainFactory grains, GatewayOptions options, double? start, double? duration, bool? explain, string? method, int? limit, string? unit,
        CancellationToken cancellationToken)
    {
        if (start is < 0 or > MaxSeconds || !double.IsFinite(start ?? 0)) return Problem.BadRequest("start is not a number of seconds from 0 up.", "start");
        if (duration is <= 0 or > MaxSeconds || !double.IsFinite(duration ?? 1)) return Problem.BadRequest("duration is not a number of seconds above 0.", "duration");
        if (ExplanationsApi.TryRead(method, limit, out var wish) is { } bad) return bad;
        if (!ExperimentUnitHeader.TryRead(request.HttpContext, unit, out var user, out var problem)) return problem;
        var upload = await uploads.ReceiveAsync(request, options.MaxPredictionBytes, cancellationToken);
        if (upload.Path is not { } path) return (Results<Ok<PredictionAnswerJson>, ProblemHttpResult>)(dynamic)upload.Problem!;
        try
        {
            var outcome = await grains.GetGrain<IPredictorGrain>(0).PredictAsync(new PredictRequest(path, start ?? 0, duration, explain == true ? wish : null, user), cancellationToken);
            return outcome.Failure is { } failure ? Problem.From(failure) : TypedResults.Ok(new PredictionAnswerJson(outcome));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private const double MaxSeconds = 7 * 24 * 3600;
}
