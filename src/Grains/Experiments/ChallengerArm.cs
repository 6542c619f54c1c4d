using System.Globalization;
using Cluster.Abstractions.Experiments;
using Cluster.Abstractions.Models;

namespace Cluster.Grains.Experiments;

/// <summary>An arm may name the challenger alias. What it points at when the experiment is created is what the arm keeps: a version never changes in the middle of an experiment.</summary>
public static class ChallengerArm
{
    /// <summary>What an arm says for the alias.</summary>
    public const string Alias = "challenger";

    /// <summary>Puts the version that is the challenger now in the alias's place.</summary>
    /// <returns>The spec, or a refusal that names the arm where there is no challenger.</returns>
    public static (ExperimentSpec Spec, ExperimentRuling? Refusal) Resolve(ExperimentSpec spec, ModelRegistryView registry)
    {
        if (spec.Kind != ExperimentKind.Model || spec.Arms.IsDefaultOrEmpty) return (spec, null);
        var index = spec.Arms.Select(arm => arm.ModelVersion).ToList().IndexOf(Alias);
        if (index < 0) return (spec, null);
        if (registry.Challenger is { } version) return (spec with { Arms = spec.Arms.SetItem(index, spec.Arms[index] with { ModelVersion = version }) }, null);
        return (spec, ExperimentRuling.Bad(
            string.Create(CultureInfo.InvariantCulture, $"arms[{index}].version"), $"Arm '{spec.Arms[index].Name}' names the challenger, and there is none: `cluster models challenger VERSION` makes one, or name a version."));
    }
}
