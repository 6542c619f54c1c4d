using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Cluster.Abstractions.Experiments;
using Cluster.Gateway.Contracts;
using Cluster.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Apis;

/// <summary>Reads what experiments are asked for, and says in one place how they are refused.</summary>
internal static class ExperimentWish
{
    private const string DefaultControl = "control";

    /// <summary>Reads a new experiment; what it may say is checked by its grain.</summary>
    public static bool TryRead(CreateExperimentJson body, [NotNullWhen(true)] out ExperimentSpec? spec, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        spec = null;
        problem = null;
        if (!Names.TryParse<ExperimentKind>(body.Kind, out var kind) || kind is null) problem = Unknown<ExperimentKind>("kind", body.Kind);
        else if (!Names.TryParse<ExperimentUnit>(body.Unit, out var unit)) problem = Unknown<ExperimentUnit>("unit", body.Unit);
        else if (!Names.TryParse<ExperimentMetric>(body.Metric, out var metric)) problem = Unknown<ExperimentMetric>("metric", body.Metric);
        else if (body.Arms is not { Count: > 0 and <= ExperimentSpec.MaxArms } arms) problem = Problem.BadRequest($"arms holds {body.Arms?.Count ?? 0} arms; it takes 2 to {ExperimentSpec.MaxArms}.", "arms");
        else if (arms.Select((arm, i) => Missing(arm, i)).FirstOrDefault(field => field is not null) is { } missing) problem = Problem.BadRequest($"{missing} is missing.", missing);
        else
        {
            spec = new ExperimentSpec
            {
                Name = body.Name?.Trim() ?? string.Empty,
                Hypothesis = string.IsNullOrWhiteSpace(body.Hypothesis) ? null : body.Hypothesis.Trim(),
                Kind = kind.Value,
                Unit = unit ?? ExperimentUnit.Track,
                Metric = metric ?? ExperimentMetric.Correct,
                Control = body.Control ?? DefaultControl,
                Arms = [.. arms.Select(arm => Read(arm!))],
                Salt = body.Salt,
                Limits = (body.Limits ?? new ExperimentLimitsJson()).Read(),
            };
        }

        return problem is null;
    }

    /// <summary>A change that was not made.</summary>
    public static ProblemHttpResult Refusal(ExperimentChangeOutcome outcome)
    {
        var detail = outcome.Problem ?? "The change was refused.";
        Dictionary<string, object?> state = [];
        if (outcome.Field is { } field) state["field"] = field;
        if (outcome.Experiment is { } experiment) (state["revision"], state["status"]) = (experiment.Revision, Names.Of(experiment.Status));
        return outcome.Status switch
        {
            ExperimentChangeStatus.NotFound => Problem.NotFound(detail),
            ExperimentChangeStatus.OtherRevision => Problem.Make(StatusCodes.Status412PreconditionFailed, "other-revision", "The experiment has changed since", detail, state),
            ExperimentChangeStatus.BadRequest => Problem.BadRequest(detail, outcome.Field),
            ExperimentChangeStatus.UnknownVersion => Problem.Make(StatusCodes.Status422UnprocessableEntity, "unknown-version", "No such model version", detail, state),
            ExperimentChangeStatus.SchemaMismatch => Problem.Make(StatusCodes.Status422UnprocessableEntity, "schema-mismatch", "The model reads other features", detail, state),
            ExperimentChangeStatus.BadArtefact => Problem.Make(StatusCodes.Status422UnprocessableEntity, "bad-artefact", "The model cannot be loaded", detail, state),
            _ => Problem.Make(StatusCodes.Status409Conflict, "conflict", "The state does not allow it", detail, state),
        };
    }

    private static string? Missing(ExperimentArmJson? arm, int index)
    {
        var field = string.Create(CultureInfo.InvariantCulture, $"arms[{index}]");
        return arm is null ? field : arm.Name is null ? $"{field}.name" : arm.Share is null ? $"{field}.share" : null;
    }

    private static ExperimentArm Read(ExperimentArmJson arm) => new()
    {
        Name = arm.Name!,
        Share = arm.Share!.Value,
        ModelVersion = string.IsNullOrWhiteSpace(arm.Version) ? null : arm.Version.Trim(),
        TaggedThreshold = arm.TaggedThreshold,
        TopTwoThreshold = arm.TopTwoThreshold,
        Payload = arm.Payload,
    };

    private static ProblemHttpResult Unknown<T>(string field, string? text)
        where T : struct, Enum => Problem.BadRequest(text is null ? $"{field} is missing: one of {Names.All<T>()}." : $"{field} '{text}' is unknown: one of {Names.All<T>()}.", field);
}
