using Cluster.Abstractions.Explanations;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Predictions;
using Cluster.Gateway.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Problems;

/// <summary>RFC 9457 problem details, made in one place.</summary>
internal static class Problem
{
    /// <summary>What every type begins with.</summary>
    public const string Types = "urn:cluster:problem:";

    public static ProblemHttpResult NotFound(string what) => Make(StatusCodes.Status404NotFound, "not-found", "Not found", what);

    public static ProblemHttpResult BadRequest(string detail, string? field = null) => Make(
        StatusCodes.Status400BadRequest, "bad-request", "The request makes no sense", detail, field is null ? null : new() { ["field"] = field });

    public static ProblemHttpResult Conflict(string detail) => Make(StatusCodes.Status409Conflict, "conflict", "The state does not allow it", detail);

    public static ProblemHttpResult TooLarge(long limit) => Make(
        StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large", $"At most {limit:N0} bytes are taken.", new() { ["limitBytes"] = limit });

    /// <summary>A change of the models that was not made; says at which revision the registry is.</summary>
    public static ProblemHttpResult From(ModelChangeOutcome outcome)
    {
        var detail = outcome.Problem ?? "The change was refused.";
        Dictionary<string, object?> state = new() { ["revision"] = outcome.Registry.Revision, ["champion"] = outcome.Registry.Champion };
        if (outcome.Gates is { } gates)
        {
            state["outcome"] = Names.Of(gates.Result);
            state["checks"] = GateJson.From(gates.Checks);
            state["reasons"] = gates.Reasons;
        }

        return outcome.Status switch
        {
            ModelChangeStatus.UnknownVersion => Make(StatusCodes.Status404NotFound, "unknown-version", "Not found", detail, state),
            ModelChangeStatus.OtherRevision => Make(StatusCodes.Status412PreconditionFailed, "other-revision", "The models have changed since", detail, state),
            ModelChangeStatus.OtherChampion => Make(StatusCodes.Status409Conflict, "other-champion", "The champion has changed since", detail, state),
            ModelChangeStatus.SchemaMismatch => Make(StatusCodes.Status422UnprocessableEntity, "schema-mismatch", "The model reads other features", detail, state),
            ModelChangeStatus.BadArtefact => Make(StatusCodes.Status422UnprocessableEntity, "bad-artefact", "The model cannot be loaded", detail, state),
            ModelChangeStatus.GatesBlock => Make(StatusCodes.Status409Conflict, "gates-block", "The gates do not let it pass", detail, state),
            ModelChangeStatus.BadRequest => BadRequest(detail),
            _ => Make(StatusCodes.Status409Conflict, "conflict", "The state does not allow it", detail, state),
        };
    }

    /// <summary>Why there is no explanation.</summary>
    public static ProblemHttpResult From(ExplainOutcome outcome)
    {
        var reason = outcome.Reason ?? "There is no explanation.";
        return outcome.Status switch
        {
            ExplainStatus.NotFound => NotFound(reason),
            ExplainStatus.NotPredicted => Make(StatusCodes.Status409Conflict, "not-predicted", "Nothing was predicted yet", reason),
            ExplainStatus.FeaturesNotCached => Make(StatusCodes.Status409Conflict, "features-not-cached", "What it was predicted from is gone", reason),
            ExplainStatus.ModelNotLoadable => Make(StatusCodes.Status409Conflict, "model-not-loadable", "The model cannot be asked any more", reason),
            ExplainStatus.MethodNotPossible => Make(StatusCodes.Status422UnprocessableEntity, "method-not-possible", "The method does not fit the model", reason),
            ExplainStatus.TimedOut => Make(StatusCodes.Status503ServiceUnavailable, "timed-out", "It took too long", reason),
            _ => Make(StatusCodes.Status503ServiceUnavailable, "busy", "Too much work is waiting", reason),
        };
    }

    public static ProblemHttpResult From(AnalysisFailure failure) => failure.Kind switch
    {
        FailureKind.UnsupportedAudio => Make(StatusCodes.Status415UnsupportedMediaType, "unsupported-audio", "Not audio that can be decoded", failure.Message),
        FailureKind.EmptyAudio => Make(StatusCodes.Status422UnprocessableEntity, "empty-audio", "Nothing to analyse", failure.Message),
        FailureKind.Unreadable => Make(StatusCodes.Status422UnprocessableEntity, "unreadable", "The audio cannot be read", failure.Message),
        FailureKind.DecoderFault => Make(StatusCodes.Status422UnprocessableEntity, "decoder-fault", "The decoder failed on this audio", failure.Message),
        FailureKind.NoModel => Make(StatusCodes.Status503ServiceUnavailable, "no-model", "No model serves yet", failure.Message),
        FailureKind.Busy => Make(StatusCodes.Status503ServiceUnavailable, "busy", "Too much work is waiting", failure.Message),
        _ => BadRequest(failure.Message),
    };

    public static ProblemHttpResult Make(int status, string type, string title, string detail, Dictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: Types + type, extensions: extensions);
}
