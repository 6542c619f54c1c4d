using Cluster.Abstractions.Experiments;

namespace Cluster.Catalog.Experiments;

/// <summary>Reads what exposed units have led to, for some metrics.</summary>
public interface IOutcomeReader
{
    /// <summary>True when it can read this metric.</summary>
    bool Measures(ExperimentMetric metric);

    /// <summary>Counts the units of each arm that have an outcome, and those whose outcome is a success. Each unit counts once, by its first outcome after its exposure.</summary>
    /// <param name="question">Which outcomes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Arms without outcomes may be missing.</returns>
    Task<IReadOnlyList<OutcomeCount>> CountAsync(OutcomeQuestion question, CancellationToken cancellationToken);
}

/// <summary>Which outcomes are asked for.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Unit">What its units are.</param>
/// <param name="Since">When it was started: nothing before counts.</param>
/// <param name="ByVersion">True when only outcomes of the exposure's own model version count.</param>
public sealed record OutcomeQuestion(string ExperimentId, ExperimentMetric Metric, ExperimentUnit Unit, DateTimeOffset Since, bool ByVersion);

/// <summary>An arm's outcomes.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Observed">Units with an outcome.</param>
/// <param name="Successes">Those whose outcome is a success.</param>
public sealed record OutcomeCount(string Arm, long Observed, long Successes);
