using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Drifts;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Explanations;
using Cluster.Abstractions.Feedbacks;
using Cluster.Abstractions.Models;
using Cluster.Abstractions.Replays;
using Cluster.Abstractions.Shadows;
using Cluster.Abstractions.Trainings;
using Cluster.Catalog.Stats;

namespace Cluster.Gateway.Contracts;

/// <summary>The names of enumerated values in JSON.</summary>
internal static class Names
{
    public static string Of(TagDecision decision) => Camel(decision.ToString());

    public static string Of(ReviewReason reason) => Camel(reason.ToString());

    public static string Of(AggregationMethod method) => Camel(method.ToString());

    public static string Of(JobState state) => Camel(state.ToString());

    public static string Of(ScheduleState state) => Camel(state.ToString());

    public static string Of(ItemState state) => Camel(state.ToString());

    public static string Of(ReplayState state) => Camel(state.ToString());

    public static string Of(GateResult result) => Camel(result.ToString());

    public static string Of(BakeState state) => Camel(state.ToString());

    public static string Of(ModelAction action) => Camel(action.ToString());

    public static string Of(ComparisonVerdict verdict) => Camel(verdict.ToString());

    public static string Of(ShadowState state) => Camel(state.ToString());
    public static string Of(ExperimentKind kind) => Camel(kind.ToString());

    public static string Of(ExperimentUnit unit) => Camel(unit.ToString());

    public static string Of(ExperimentMetric metric) => Camel(metric.ToString());

    public static string Of(ExperimentStatus status) => Camel(status.ToString());

    public static string Of(ExperimentAction action) => Camel(action.ToString());

    public static string Of(ExperimentVerdict verdict) => Camel(verdict.ToString());

    public static string Of(AnnotatorKind kind) => Camel(kind.ToString());

    public static string Of(DriftSeverity severity) => Camel(severity.ToString());

    public static string Of(TrainingState state) => Camel(state.ToString());

    public static string Of(TrainingTrigger trigger) => Camel(trigger.ToString());

    public static string Of(FeedbackVerdict verdict) => Camel(verdict.ToString());

    public static string Of(ExplanationMethod method) => Camel(method.ToString());

    public static string Of(ExplanationAlgorithm algorithm) => Camel(algorithm.ToString());

    public static string Of(ExplainedQuantity quantity) => Camel(quantity.ToString());

    public static string Of(ValueState state) => Camel(state.ToString());

    public static string Of(StatsGroup group) => Camel(group.ToString());

    /// <summary>Reads a name in any case; null text gives null.</summary>
    /// <returns>False when the text is no name of <typeparamref name="T"/>.</returns>
    public static bool TryParse<T>(string? text, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (text is null) return true;
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (string.Equals(candidate.ToString(), text, StringComparison.OrdinalIgnoreCase)) value = candidate;
        }

        return value is not null;
    }

    /// <summary>All names, for error messages.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(Camel));

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
