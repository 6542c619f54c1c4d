using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Cluster.Abstractions.Experiments;

/// <summary>All experiments of a model family: what they are about, where they are in their lives, who changed them and why. One grain, since what may run depends on what runs; its key is <see cref="Family"/>.</summary>
[Alias("experiment-grain")]
public interface IExperimentGrain : IGrainWithStringKey
{
    /// <summary>The key of the emotion model family.</summary>
    const string Family = "emotion";

    /// <summary>Most experiments that are kept.</summary>
    const int MaxExperiments = 200;

    /// <summary>Most experiments that run at a time.</summary>
    const int MaxRunning = 8;

    /// <summary>All of them, as they are stored; a change that is under way is not waited for.</summary>
    [AlwaysInterleave, Repeatable, ResponseTimeout(RepeatableAttribute.Patience), Alias("get")]
    Task<ExperimentsView> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Looks at what an experiment has led to so far. An arm that fails too often stops it, if its limits say so.</summary>
    /// <returns>Null when there is no such experiment.</returns>
    [Alias("inspect")]
    Task<ExperimentReport?> InspectAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Creates a draft. The same id with the same words again changes nothing.</summary>
    [Alias("create")]
    Task<ExperimentChangeOutcome> CreateAsync(string id, ExperimentSpec spec, ExperimentChange change, CancellationToken cancellationToken = default);

    /// <summary>Starts a draft.</summary>
    [Alias("start")]
    Task<ExperimentChangeOutcome> StartAsync(string id, ExperimentChange change, CancellationToken cancellationToken = default);

    /// <summary>Changes the shares of some arms, the others' stay; as few units as possible change their arm.</summary>
    [Alias("set-shares")]
    Task<ExperimentChangeOutcome> SetSharesAsync(string id, ImmutableDictionary<string, double> shares, ExperimentChange change, CancellationToken cancellationToken = default);

    /// <summary>Takes everybody out of the arms, for good.</summary>
    [Alias("stop")]
    Task<ExperimentChangeOutcome> StopAsync(string id, ExperimentChange change, CancellationToken cancellationToken = default);

    /// <summary>Ends it and writes down who won. It promotes nothing.</summary>
    /// <param name="id">The experiment.</param>
    /// <param name="winner">An arm; null for no winner.</param>
    /// <param name="change">Who and why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("conclude")]
    Task<ExperimentChangeOutcome> ConcludeAsync(string id, string? winner, ExperimentChange change, CancellationToken cancellationToken = default);

    /// <summary>Forgets an experiment that does not run, and its exposures.</summary>
    [Alias("delete")]
    Task<ExperimentChangeOutcome> DeleteAsync(string id, ExperimentChange change, CancellationToken cancellationToken = default);

    /// <summary>Registers an observer that is told of every change; it must be renewed every few minutes.</summary>
    [Alias("subscribe")]
    Task SubscribeAsync(IExperimentObserver observer, CancellationToken cancellationToken = default);
}

/// <summary>Told of every change of the experiments. A lost message is made good by the silos' own reconciliation.</summary>
[Alias("experiment-observer")]
public interface IExperimentObserver : IGrainObserver
{
    /// <summary>The experiments changed to this.</summary>
    [OneWay, Alias("changed")]
    Task ChangedAsync(ExperimentsView experiments);
}
