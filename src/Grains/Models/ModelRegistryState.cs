using Cluster.Abstractions.Models;

namespace Cluster.Grains.Models;

/// <summary>The model grain's persisted state. Releases before the audit log wrote the first four fields only; what they wrote is read.</summary>
[GenerateSerializer, Alias("model-registry-state")]
public sealed class ModelRegistryState
{
    /// <summary>All versions, oldest first.</summary>
    [Id(0)] public List<ModelRecord> Versions { get; set; } = [];

    /// <summary>The champion alias.</summary>
    [Id(1)] public string? Champion { get; set; }

    /// <summary>The champion before it.</summary>
    [Id(2)] public string? PreviousChampion { get; set; }

    /// <summary>Rises by one with every change.</summary>
    [Id(3)] public long Revision { get; set; }

    /// <summary>The challenger alias.</summary>
    [Id(4)] public string? Challenger { get; set; }

    /// <summary>The shadow aliases, in the order in which they were set.</summary>
    [Id(5)] public List<string> Shadows { get; set; } = [];

    /// <summary>True when the champion came by a rollback: another one would bring back what was left.</summary>
    [Id(6)] public bool RolledBack { get; set; }

    /// <summary>The audit log, oldest first. It is stored with the aliases, so neither is ever written without the other.</summary>
    [Id(7)] public List<ModelAuditEntry> Audit { get; set; } = [];

    /// <summary>True while no shadow may score.</summary>
    [Id(8)] public bool ShadowsStopped { get; set; }

    /// <summary>The last watch over a new champion.</summary>
    [Id(9)] public ModelBake? Bake { get; set; }

    /// <summary>Makes a version the champion, which neither shadows nor challenges itself.</summary>
    public void PutOnTop(string version, bool rolledBack)
    {
        (PreviousChampion, Champion, RolledBack) = (Champion, version, rolledBack);
        Shadows.Remove(version);
        if (Challenger == version) Challenger = null;
    }

    /// <summary>Ends the watch over the new champion, if one lasts.</summary>
    public void EndBake(BakeState end, DateTimeOffset at, string? reason)
    {
        if (Bake is { IsOpen: true } bake) Bake = bake with { State = end, EndedAt = at, Reason = reason };
    }

    /// <summary>What callers see of it.</summary>
    public ModelRegistryView ToView() => new()
    {
        Versions = [.. Versions],
        Champion = Champion,
        PreviousChampion = PreviousChampion,
        Challenger = Challenger,
        Shadows = [.. Shadows],
        ShadowsStopped = ShadowsStopped,
        Revision = Revision,
        AuditHead = Audit.Count > 0 ? Audit[^1].Hash : ModelAuditChain.Origin,
        Bake = Bake,
    };
}
