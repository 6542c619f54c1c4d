using Cluster.Abstractions.Experiments;

namespace Cluster.Gateway.Contracts;

/// <summary>An arm of an experiment.</summary>
/// <param name="Name">Its name: a to z, 0 to 9, - and _.</param>
/// <param name="Share">Its share of the units, in [0, 1].</param>
/// <param name="Version">The model version that answers; null for the control, which is the champion. Kind <c>model</c> only.</param>
/// <param name="TaggedThreshold">Least confidence to tag; null for the cluster's own. Kind <c>thresholds</c> only.</param>
/// <param name="TopTwoThreshold">Least sum of the best two to show both; null for the cluster's own. Kind <c>thresholds</c> only.</param>
/// <param name="Payload">What the application needs to know of the arm; nothing here reads it. Kind <c>presentation</c> only.</param>
public sealed record ExperimentArmJson(string? Name, double? Share, string? Version = null, double? TaggedThreshold = null, double? TopTwoThreshold = null, string? Payload = null)
{
    /// <summary>An arm's JSON.</summary>
    public static ExperimentArmJson From(ExperimentArm arm) => new(arm.Name, arm.Share, arm.ModelVersion, arm.TaggedThreshold, arm.TopTwoThreshold, arm.Payload);
}

/// <summary>When an experiment ends, and how sure its answer is; what is left out takes its default.</summary>
/// <param name="Alpha">The chance to name a difference where there is none; 0.001 to 0.2, default 0.05.</param>
/// <param name="SmallestDifference">The smallest difference of success rates that matters; 0.001 to 0.5, default 0.02.</param>
/// <param name="LeastPerArm">Observed units in each arm before a winner is named; 50 to 10,000,000, default 200.</param>
/// <param name="LeastDays">Days before a winner is named; default 7.</param>
/// <param name="GreatestDays">Days after which it ends without an answer; at most 365, default 60.</param>
/// <param name="ErrorLimit">The greatest share of an arm's units that may fail; 0 to 0.5, default 0.01.</param>
/// <param name="StopOnErrors">Whether it stops by itself when an arm is above that, beyond chance; default true.</param>
public sealed record ExperimentLimitsJson(
    double? Alpha = null, double? SmallestDifference = null, long? LeastPerArm = null, double? LeastDays = null, double? GreatestDays = null, double? ErrorLimit = null, bool? StopOnErrors = null)
{
    /// <summary>The limits' JSON.</summary>
    public static ExperimentLimitsJson From(ExperimentLimits limits) => new(
        limits.Alpha, limits.SmallestDifference, limits.LeastPerArm, limits.LeastDays, limits.GreatestDays, limits.ErrorLimit, limits.StopOnErrors);

    /// <summary>The limits, with defaults for what was left out.</summary>
    internal ExperimentLimits Read()
    {
        var none = new ExperimentLimits();
        return new ExperimentLimits
        {
            Alpha = Alpha ?? none.Alpha,
            SmallestDifference = SmallestDifference ?? none.SmallestDifference,
            LeastPerArm = LeastPerArm ?? none.LeastPerArm,
            LeastDays = LeastDays ?? none.LeastDays,
            GreatestDays = GreatestDays ?? none.GreatestDays,
            ErrorLimit = ErrorLimit ?? none.ErrorLimit,
            StopOnErrors = StopOnErrors ?? none.StopOnErrors,
        };
    }
}

/// <summary>One change of an experiment.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who, as they said.</param>
/// <param name="Action">created, started, sharesSet, stopped, stoppedByLimit or concluded.</param>
/// <param name="Reason">Why.</param>
/// <param name="Details">What it came to.</param>
/// <param name="Revision">The experiment's revision after it.</param>
public sealed record ExperimentLogJson(DateTimeOffset At, string Actor, string Action, string? Reason, string? Details, long Revision);

/// <summary>An experiment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Hypothesis">What it is to show.</param>
/// <param name="Kind">model, thresholds or presentation.</param>
/// <param name="Unit">track or user.</param>
/// <param name="Metric">correct, playedThrough or liked.</param>
/// <param name="Status">draft, running, stopped or concluded.</param>
/// <param name="Control">The arm that the others are compared with.</param>
/// <param name="ControlVersion">The champion when it was started; null for other kinds than model.</param>
/// <param name="Arms">Its arms with the shares of now.</param>
/// <param name="Salt">Goes into the hash that assigns.</param>
/// <param name="Limits">When it ends.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Winner">The arm that it was concluded with.</param>
/// <param name="Revision">Rises by one with every change; also the ETag.</param>
/// <param name="Log">Who changed it, how and why; oldest first.</param>
public sealed record ExperimentJson(
    string Id,
    string Name,
    string? Hypothesis,
    string Kind,
    string Unit,
    string Metric,
    string Status,
    string Control,
    string? ControlVersion,
    IReadOnlyList<ExperimentArmJson> Arms,
    string Salt,
    ExperimentLimitsJson Limits,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Winner,
    long Revision,
    IReadOnlyList<ExperimentLogJson> Log)
{
    /// <summary>An experiment's JSON.</summary>
    public static ExperimentJson From(Experiment experiment) => new(
        experiment.Id,
        experiment.Spec.Name,
        experiment.Spec.Hypothesis,
        Names.Of(experiment.Spec.Kind),
        Names.Of(experiment.Spec.Unit),
        Names.Of(experiment.Spec.Metric),
        Names.Of(experiment.Status),
        experiment.Spec.Control,
        experiment.ControlVersion,
        [.. experiment.Spec.Arms.Select(ExperimentArmJson.From)],
        experiment.Salt,
        ExperimentLimitsJson.From(experiment.Spec.Limits),
        experiment.CreatedAt,
        experiment.StartedAt,
        experiment.EndedAt,
        experiment.Winner,
        experiment.Revision,
        [.. experiment.Log.Select(entry => new ExperimentLogJson(entry.At, entry.Actor, Names.Of(entry.Action), entry.Reason, entry.Details, entry.Revision))]);
}

/// <summary>Experiments, newest first.</summary>
/// <param name="Experiments">All of them.</param>
public sealed record ExperimentListJson(IReadOnlyList<ExperimentJson> Experiments);
