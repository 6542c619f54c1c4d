using Cluster.Abstractions.Models;

namespace Cluster.Abstractions.Experiments;

/// <summary>Who changes an experiment, why, and what they saw of it.</summary>
/// <param name="Actor">Who, as the caller says; nobody is authenticated yet.</param>
/// <param name="Reason">Why; null when they gave no reason.</param>
/// <param name="ExpectedRevision">The experiment's revision that the caller saw; the change is refused when it is another by now. Null: any.</param>
[GenerateSerializer, Immutable, Alias("experiment-change")]
public sealed record ExperimentChange([property: Id(0)] string Actor, [property: Id(1)] string? Reason = null, [property: Id(2)] long? ExpectedRevision = null)
{
    /// <summary>What is wrong with it, beginning with the field's name; null when nothing is. The bounds are those of changes of the models.</summary>
    public string? Validate() => new ModelChange { Actor = Actor, Reason = Reason }.Validate();
}
