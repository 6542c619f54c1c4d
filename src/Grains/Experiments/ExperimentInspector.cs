using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;
using Cluster.Catalog.Experiments;

namespace Cluster.Grains.Experiments;

/// <summary>Reads what an experiment has led to; <see cref="ExperimentAnalysis"/> judges it.</summary>
public sealed class ExperimentInspector(IExposureStore exposures, IEnumerable<IOutcomeReader> outcomes, TimeProvider clock)
{
    private readonly IOutcomeReader[] readers = [.. outcomes];

    /// <summary>The metrics that can be measured.</summary>
    public ImmutableArray<ExperimentMetric> Metrics { get; } = [.. Enum.GetValues<ExperimentMetric>().Where(metric => outcomes.Any(reader => reader.Measures(metric)))];

    /// <summary>Looks at an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="champion">The champion of now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ExperimentReport> InspectAsync(Experiment experiment, string? champion, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (experiment.StartedAt is not { } since) return ExperimentAnalysis.Of(experiment, [], [], champion, now);
        var counts = await exposures.CountAsync(experiment.Id, cancellationToken);
        var question = new OutcomeQuestion(experiment.Id, experiment.Spec.Metric, experiment.Spec.Unit, since, experiment.Spec.Kind == ExperimentKind.Model);
        var reader = readers.FirstOrDefault(reader => reader.Measures(experiment.Spec.Metric));
        var found = reader is null ? [] : await reader.CountAsync(question, cancellationToken);
        return ExperimentAnalysis.Of(experiment, counts, found, champion, now);
    }

    /// <summary>Forgets an experiment's exposures.</summary>
    public async Task ForgetAsync(string id, CancellationToken cancellationToken)
    {
        while (await exposures.DeleteSomeAsync(id, cancellationToken))
        {
            // In pieces: other writers come between them.
        }
    }
}
