using Cluster.Abstractions.Models;

namespace Cluster.Grains.Models;

/// <summary>Decides whether an alias may move, on what the registry holds; moves nothing.</summary>
public static class AliasRules
{
    /// <summary>Whether a version may become the champion.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="version">The version.</param>
    /// <param name="change">Who, why, and what they saw.</param>
    /// <param name="computes">Whether this cluster can compute a schema.</param>
    public static AliasDecision Promote(ModelRegistryView registry, string version, ModelChange change, Func<string, bool> computes)
    {
        if (change.Validate() is { } problem) return new(ModelChangeStatus.BadRequest, problem);
        if (RecordOf(registry, version) is not { } record) return Unknown(version);
        if (registry.Champion == version) return AliasDecision.AlreadySo;
        if (Misfit(record, computes) is { } misfit) return misfit;
        if (OtherRevision(registry, change) is { } stale) return stale;
        var named = change.ExpectedRevision is null || change.ExpectedChampion is not null;
        return named && registry.Champion != change.ExpectedChampion ? OtherChampion(registry, change.ExpectedChampion) : AliasDecision.Yes;
    }

    /// <summary>Whether the previous champion may become the champion again.</summary>
    public static AliasDecision RollBack(ModelRegistryView registry, bool rolledBack, ModelChange change, Func<string, bool> computes)
    {
        if (Precheck(registry, change) is { } problem) return problem;
        if (registry.PreviousChampion is not { } previous || RecordOf(registry, previous) is not { } record)
            return new(ModelChangeStatus.Refused, "There is no previous champion to go back to: promote a version instead.");
        if (rolledBack)
        {
            return new(
                ModelChangeStatus.Refused,
                $"The champion '{registry.Champion}' came by a rollback already; another one would bring back '{previous}', which was just left. If that is meant, promote it: it is still warm.");
        }

        return Misfit(record, computes) ?? AliasDecision.Yes;
    }

    /// <summary>Whether a version may become a shadow.</summary>
    public static AliasDecision SetShadow(ModelRegistryView registry, string version, ModelChange change, Func<string, bool> computes)
    {
        if (Precheck(registry, change) is { } problem) return problem;
        if (RecordOf(registry, version) is not { } record) return Unknown(version);
        if (registry.Champion == version) return new(ModelChangeStatus.Refused, $"Version '{version}' is the champion: it cannot shadow itself.");
        if (registry.Shadows.Contains(version)) return AliasDecision.AlreadySo;
        if (Misfit(record, computes) is { } misfit) return misfit;
        return registry.Shadows.Length >= ModelRegistryView.MaxShadows
            ? new(ModelChangeStatus.Refused, $"There are {registry.Shadows.Length} shadows ({string.Join(", ", registry.Shadows)}); at most {ModelRegistryView.MaxShadows} are kept: unset one first.")
            : AliasDecision.Yes;
    }

    /// <summary>Whether a version may cease to be a shadow.</summary>
    public static AliasDecision UnsetShadow(ModelRegistryView registry, string version, ModelChange change)
    {
        if (Precheck(registry, change) is { } problem) return problem;
        if (RecordOf(registry, version) is null) return Unknown(version);
        return registry.Shadows.Contains(version) ? AliasDecision.Yes : AliasDecision.AlreadySo;
    }

    /// <summary>Whether the scoring of all shadows may stop, or go on.</summary>
    public static AliasDecision StopShadows(ModelRegistryView registry, bool stop, ModelChange change) =>
        Precheck(registry, change) ?? (registry.ShadowsStopped == stop ? AliasDecision.AlreadySo : AliasDecision.Yes);

    /// <summary>Whether the challenger alias may point at a version, or at none.</summary>
    public static AliasDecision SetChallenger(ModelRegistryView registry, string? version, ModelChange change, Func<string, bool> computes)
    {
        if (Precheck(registry, change) is { } problem) return problem;
        if (registry.Challenger == version) return AliasDecision.AlreadySo;
        if (version is null) return AliasDecision.Yes;
        if (RecordOf(registry, version) is not { } record) return Unknown(version);
        return registry.Champion == version
            ? new(ModelChangeStatus.Refused, $"Version '{version}' is the champion: it cannot challenge itself.")
            : Misfit(record, computes) ?? AliasDecision.Yes;
    }

    /// <summary>Whether the watch over a champion may end well.</summary>
    public static AliasDecision Hold(ModelRegistryView registry, string version, ModelChange change)
    {
        if (Precheck(registry, change) is { } problem) return problem;
        if (registry.Bake is not { } bake || bake.Version != version || registry.Champion != version) return new(ModelChangeStatus.Refused, $"Version '{version}' is not watched.");
        return bake.IsOpen ? AliasDecision.Yes : AliasDecision.AlreadySo;
    }

    private static AliasDecision? Precheck(ModelRegistryView registry, ModelChange change)
    {
        if (change.Validate() is { } problem) return new(ModelChangeStatus.BadRequest, problem);
        if (OtherRevision(registry, change) is { } stale) return stale;
        return change.ExpectedChampion is { } expected && registry.Champion != expected ? OtherChampion(registry, expected) : null;
    }

    private static ModelRecord? RecordOf(ModelRegistryView registry, string version) => registry.Versions.FirstOrDefault(known => known.Version == version);

    private static AliasDecision Unknown(string version) =>
        new(ModelChangeStatus.UnknownVersion, $"Version '{version}' is not registered: `cluster models list` shows those that are.");

    private static AliasDecision? Misfit(ModelRecord record, Func<string, bool> computes) => computes(record.SchemaId)
        ? null
        : new(
            ModelChangeStatus.SchemaMismatch,
            $"Version '{record.Version}' reads features of schema '{record.SchemaId}', which this cluster cannot compute: it could tag nothing. Train it on a schema that `cluster features` knows.");

    private static AliasDecision? OtherRevision(ModelRegistryView registry, ModelChange change) => change.ExpectedRevision is not { } expected || expected == registry.Revision
        ? null
        : new(
            ModelChangeStatus.OtherRevision,
            $"The registry is at revision {registry.Revision} by now, not {expected}; its champion is '{registry.Champion ?? "none"}': look again, then repeat the change.");

    private static AliasDecision OtherChampion(ModelRegistryView registry, string? expected) => new(
        ModelChangeStatus.OtherChampion,
        $"The champion is '{registry.Champion ?? "none"}' by now (revision {registry.Revision}), not '{expected ?? "none"}': look again, then repeat the change.");
}
