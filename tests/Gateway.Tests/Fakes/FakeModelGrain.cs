using System.Collections.Immutable;
using Cluster.Abstractions.Models;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>A registry in memory that keeps every change it was asked for, and answers with <see cref="Answer"/> where a test sets one.</summary>
internal sealed class FakeModelGrain : IModelGrain
{
    public ModelRegistryView Registry { get; set; } = new() { Champion = "lr-1", Versions = [Samples.Model("lr-1"), Samples.Model("lr-2")], Revision = 1 };

    public Func<Task>? Before { get; set; }

    /// <summary>Status and problem of the next changes; null for success.</summary>
    public (ModelChangeStatus Status, string Problem)? Answer { get; set; }

    public List<(string Call, string? Version, ModelChange Change)> Changes { get; } = [];

    public List<ModelAuditEntry> Log { get; } = [];

    public string? CardProblem { get; set; }

    public async Task<ModelRegistryView> GetAsync(CancellationToken cancellationToken)
    {
        if (Before is { } before) await before();
        return Registry;
    }

    public Task<ModelDetails?> GetDetailsAsync(string version, CancellationToken cancellationToken) => Task.FromResult(
        Registry.Versions.FirstOrDefault(known => known.Version == version) is not { } record ? null
        : CardProblem is { } problem ? new ModelDetails(record, Registry, null, null, problem)
        : new ModelDetails(record, Registry, """{"intendedUse":"tests"}""", "# A card", null));

    public Task<RegistrationOutcome> RegisterAsync(byte[] archive, ModelChange change, CancellationToken cancellationToken)
    {
        Changes.Add(("register", null, change));
        return Task.FromResult(archive.Length > 10 ? new RegistrationOutcome(Samples.Model("lr-2"), null) : new RegistrationOutcome(null, "It is no zip archive."));
    }

    /// <summary>What the gates say of every version; null for versions that are not known.</summary>
    public GateReport? Gates { get; set; }

    public Task<GateReport?> CheckGatesAsync(string version, CancellationToken cancellationToken) => Task.FromResult(Gates is { } gates && gates.Version == version ? gates : null);

    public Task<ModelChangeOutcome> HoldAsync(string version, ModelChange change, CancellationToken cancellationToken) => Task.FromResult(Take("hold", version, change, view => view));

    public Task<ModelChangeOutcome> PromoteAsync(string version, ModelChange change, CancellationToken cancellationToken) =>
        Task.FromResult(Take("promote", version, change, view => view with { PreviousChampion = view.Champion, Champion = version }));

    public Task<ModelChangeOutcome> RollbackAsync(ModelChange change, CancellationToken cancellationToken) =>
        Task.FromResult(Take("rollback", null, change, view => view with { PreviousChampion = view.Champion, Champion = view.PreviousChampion }));

    public Task<ModelChangeOutcome> SetShadowAsync(string version, ModelChange change, CancellationToken cancellationToken) =>
        Task.FromResult(Take("set-shadow", version, change, view => view with { Shadows = view.Shadows.Add(version) }));

    public Task<ModelChangeOutcome> UnsetShadowAsync(string version, ModelChange change, CancellationToken cancellationToken) =>
        Task.FromResult(Take("unset-shadow", version, change, view => view with { Shadows = view.Shadows.Remove(version) }));

    public Task<ModelChangeOutcome> StopShadowsAsync(bool stop, ModelChange change, CancellationToken cancellationToken) =>
        Task.FromResult(Take(stop ? "stop-shadows" : "start-shadows", null, change, view => view with { ShadowsStopped = stop }));

    public Task<ModelChangeOutcome> SetChallengerAsync(string? version, ModelChange change, CancellationToken cancellationToken) =>
        Task.FromResult(Take("set-challenger", version, change, view => view with { Challenger = version }));

    public Task<ModelAuditPage> GetAuditAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        var older = Log.Where(entry => entry.Sequence < (before ?? long.MaxValue)).Reverse().ToList();
        var page = older.Take(limit).ToImmutableArray();
        return Task.FromResult(new ModelAuditPage(page, older.Count > limit ? page[^1].Sequence : null, ModelAuditChain.Verify(Log, Log.Count)));
    }

    public Task SubscribeAsync(IModelObserver observer, CancellationToken cancellationToken) => Task.CompletedTask;

    private ModelChangeOutcome Take(string call, string? version, ModelChange change, Func<ModelRegistryView, ModelRegistryView> move)
    {
        Changes.Add((call, version, change));
        if (Answer is { } answer) return new ModelChangeOutcome(answer.Status, Registry, answer.Problem, answer.Status == ModelChangeStatus.GatesBlock ? Gates : null);
        Registry = move(Registry) with { Revision = Registry.Revision + 1 };
        return new ModelChangeOutcome(ModelChangeStatus.Done, Registry, null);
    }
}
