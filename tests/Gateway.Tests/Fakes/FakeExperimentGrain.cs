using System.Collections.Immutable;
using Cluster.Abstractions.Experiments;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>Experiments in memory that keep every change they were asked for, and answer with <see cref="Answer"/> where a test sets one.</summary>
internal sealed class FakeExperimentGrain : IExperimentGrain
{
    public List<Experiment> Experiments { get; } = [];

    public ExperimentChangeOutcome? Answer { get; set; }

    public ExperimentReport? Report { get; set; }

    public List<(string Call, string Id, ExperimentChange Change)> Changes { get; } = [];

    public ExperimentSpec? Spec { get; private set; }

    public ImmutableDictionary<string, double>? Shares { get; private set; }

    public Task<ExperimentsView> GetAsync(CancellationToken cancellationToken) => Task.FromResult(new ExperimentsView([.. Experiments], 1));

    public Task<ExperimentReport?> InspectAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Report?.Experiment.Id == id ? Report : null);

    public Task<ExperimentChangeOutcome> CreateAsync(string id, ExperimentSpec spec, ExperimentChange change, CancellationToken cancellationToken)
    {
        Spec = spec;
        if (Experiments.All(known => known.Id != id)) Experiments.Add(new Experiment { Id = id, Spec = spec, Revision = 1, CreatedAt = Samples.Time });
        return Take("create", id, change, experiment => experiment);
    }

    public Task<ExperimentChangeOutcome> StartAsync(string id, ExperimentChange change, CancellationToken cancellationToken) =>
        Take("start", id, change, experiment => experiment with { Status = ExperimentStatus.Running, Revision = experiment.Revision + 1 });

    public Task<ExperimentChangeOutcome> SetSharesAsync(string id, ImmutableDictionary<string, double> shares, ExperimentChange change, CancellationToken cancellationToken)
    {
        Shares = shares;
        return Take("shares", id, change, experiment => experiment with { Revision = experiment.Revision + 1 });
    }

    public Task<ExperimentChangeOutcome> StopAsync(string id, ExperimentChange change, CancellationToken cancellationToken) =>
        Take("stop", id, change, experiment => experiment with { Status = ExperimentStatus.Stopped, Revision = experiment.Revision + 1 });

    public Task<ExperimentChangeOutcome> ConcludeAsync(string id, string? winner, ExperimentChange change, CancellationToken cancellationToken) =>
        Take("conclude", id, change, experiment => experiment with { Status = ExperimentStatus.Concluded, Winner = winner, Revision = experiment.Revision + 1 });

    public Task<ExperimentChangeOutcome> DeleteAsync(string id, ExperimentChange change, CancellationToken cancellationToken) => Take("delete", id, change, experiment => experiment);

    public Task SubscribeAsync(IExperimentObserver observer, CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<ExperimentChangeOutcome> Take(string call, string id, ExperimentChange change, Func<Experiment, Experiment> move)
    {
        Changes.Add((call, id, change));
        if (Answer is { } answer) return Task.FromResult(answer);
        var index = Experiments.FindIndex(known => known.Id == id);
        if (index < 0) return Task.FromResult(new ExperimentChangeOutcome(ExperimentChangeStatus.NotFound, null, $"There is no experiment '{id}'."));
        Experiments[index] = move(Experiments[index]);
        return Task.FromResult(new ExperimentChangeOutcome(ExperimentChangeStatus.Done, Experiments[index]));
    }
}
