using Cluster.Abstractions.Experiments;

namespace Cluster.Gateway.Contracts;

/// <summary>Asks to create an experiment.</summary>
/// <param name="Name">What people call it; at most 100 characters.</param>
/// <param name="Kind">model, thresholds or presentation.</param>
/// <param name="Arms">2 to 5 arms, the control included.</param>
/// <param name="Unit">track (default) or user.</param>
/// <param name="Metric">correct (default), playedThrough or liked.</param>
/// <param name="Control">The arm that the others are compared with; default <c>control</c>.</param>
/// <param name="Hypothesis">What it is to show; at most 1,000 characters.</param>
/// <param name="Salt">Goes into the hash that assigns; default: its id.</param>
/// <param name="Limits">When it ends, and how sure its answer is.</param>
/// <param name="Reason">Why, for its log.</param>
public sealed record CreateExperimentJson(
    string? Name,
    string? Kind,
    IReadOnlyList<ExperimentArmJson?>? Arms,
    string? Unit = null,
    string? Metric = null,
    string? Control = null,
    string? Hypothesis = null,
    string? Salt = null,
    ExperimentLimitsJson? Limits = null,
    string? Reason = null);

/// <summary>Asks to start or stop an experiment, or to forget it.</summary>
/// <param name="Reason">Why, for its log; at most 1,000 characters.</param>
public sealed record ExperimentReasonJson(string? Reason = null);

/// <summary>Asks for other shares.</summary>
/// <param name="Shares">New shares by arm; arms that are left out keep theirs.</param>
/// <param name="Reason">Why, for its log.</param>
public sealed record SetSharesJson(IReadOnlyDictionary<string, double>? Shares, string? Reason = null);

/// <summary>Asks to conclude an experiment.</summary>
/// <param name="Winner">An arm; null for no winner.</param>
/// <param name="Reason">Why, for its log; needed for a winner that the figures do not name.</param>
public sealed record ConcludeJson(string? Winner = null, string? Reason = null);

/// <summary>A concluded experiment.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Promote">The version to promote, which is not done by concluding; null when there is none.</param>
/// <param name="Next">What to do.</param>
public sealed record ConcludedJson(ExperimentJson Experiment, string? Promote, string Next)
{
    /// <summary>A concluded experiment's JSON.</summary>
    public static ConcludedJson From(Experiment experiment)
    {
        var version = experiment.Winner is { } winner ? experiment.Spec.ArmOf(winner)?.ModelVersion : null;
        return new ConcludedJson(ExperimentJson.From(experiment), version, version is null
            ? "Nothing more: everybody is answered by the champion and the cluster's settings."
            : $"Promote the winner: POST /v1/models/{Uri.EscapeDataString(version)}/promote, or cluster models promote {version} --evidence 'experiment {experiment.Id}'.");
    }
}

/// <summary>Which arm of which experiment an answer is in.</summary>
/// <param name="Id">The experiment.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">model, thresholds or presentation.</param>
/// <param name="Arm">The arm.</param>
/// <param name="Payload">The arm's payload.</param>
/// <param name="FellBack">True when the arm's model failed and the champion answered.</param>
public sealed record ExperimentTagJson(string Id, string Name, string Kind, string Arm, string? Payload, bool FellBack)
{
    /// <summary>The JSON of all arms of an answer.</summary>
    public static IReadOnlyList<ExperimentTagJson> From(IReadOnlyList<ExperimentTag> tags) =>
        [.. tags.Select(tag => new ExperimentTagJson(tag.ExperimentId, tag.Name, Names.Of(tag.Kind), tag.Arm, tag.Payload, tag.FellBack))];
}
