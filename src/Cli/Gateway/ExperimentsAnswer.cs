using System.Text.Json.Serialization;

namespace Cluster.Cli.Gateway;

/// <summary>Experiments as the gateway lists them.</summary>
internal sealed record ExperimentsAnswer(IReadOnlyList<ExperimentAnswer> Experiments);

/// <summary>An experiment.</summary>
internal sealed record ExperimentAnswer(
    string Id,
    string Name,
    string? Hypothesis,
    string Kind,
    string Unit,
    string? Metric,
    string Status,
    string? Control,
    IReadOnlyList<ExperimentArmAnswer> Arms,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Winner,
    long Revision,
    IReadOnlyList<ExperimentLogAnswer>? Log);

/// <summary>An arm.</summary>
internal sealed record ExperimentArmAnswer(string Name, double Share, string? Version, double? TaggedThreshold, double? TopTwoThreshold, string? Payload);

/// <summary>One change of an experiment.</summary>
internal sealed record ExperimentLogAnswer(DateTimeOffset At, string Actor, string Action, string? Reason, string? Details, long Revision);

/// <summary>How an experiment stands.</summary>
internal sealed record ExperimentReportAnswer(
    ExperimentAnswer Experiment,
    IReadOnlyList<ArmAnswer> Arms,
    SampleRatioAnswer? SampleRatio,
    string Verdict,
    string? Winner,
    string? Reason,
    string? Recommendation,
    long NeededPerArm,
    long StillNeeded);

/// <summary>What an arm has led to.</summary>
internal sealed record ArmAnswer(
    string Name, bool Control, double Share, string? Version, long Exposed, long Failed, long Observed, long Successes, double? Rate, double? Difference, double? PValue, double? Low, double? High);

/// <summary>Whether the arms got their shares.</summary>
internal sealed record SampleRatioAnswer(double? ChiSquare, double PValue, bool Mismatch);

/// <summary>A concluded experiment.</summary>
internal sealed record ConcludedAnswer(ExperimentAnswer Experiment, string? Promote, string? Next);

/// <summary>Asks for an experiment.</summary>
internal sealed record CreateExperiment(
    string Name,
    string Kind,
    string Unit,
    string Metric,
    string Control,
    IReadOnlyList<CreateArm> Arms,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Hypothesis,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CreateLimits? Limits,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);

/// <summary>Asks for an arm.</summary>
internal sealed record CreateArm(
    string Name,
    double Share,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? TaggedThreshold = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? TopTwoThreshold = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Payload = null);

/// <summary>Asks for limits; what is null takes its default.</summary>
internal sealed record CreateLimits(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? ErrorLimit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? SmallestDifference = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? LeastDays = null);

/// <summary>Asks for a change of an experiment; each command fills what it needs.</summary>
internal sealed record ChangeExperiment(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Winner = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Shares = null);
