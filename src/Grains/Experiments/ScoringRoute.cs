using System.Collections.Immutable;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Experiments;
using Cluster.Catalog.Experiments;
using Cluster.Modeling;

namespace Cluster.Grains.Experiments;

/// <summary>By which model and thresholds one answer is made.</summary>
/// <param name="Champion">What answers where the arm's model fails.</param>
/// <param name="Model">What answers.</param>
/// <param name="Policy">How it is decided upon.</param>
/// <param name="Assignments">The arms that it is in.</param>
/// <param name="FellBack">True when the arm's model failed, or is not there.</param>
public sealed record ScoringRoute(
    IEmotionClassifier Champion, IEmotionClassifier Model, DecisionPolicy Policy, ImmutableArray<ArmAssignment> Assignments, bool FellBack = false)
{
    /// <summary>True when another model than the champion answers.</summary>
    public bool CanFallBack => !ReferenceEquals(Model, Champion);

    /// <summary>The schemas that challenger and shadows read.</summary>
    public ImmutableArray<string> Beside { get; init; } = [];

    /// <summary>The schemas that the answer needs: the model's, and the champion's where it may have to answer.</summary>
    public ImmutableArray<string> Needed => Model.Manifest.SchemaId == Champion.Manifest.SchemaId ? [Model.Manifest.SchemaId] : [Model.Manifest.SchemaId, Champion.Manifest.SchemaId];

    /// <summary>All schemas that are computed when the audio is decoded anyway, each once; the answer's first.</summary>
    public ImmutableArray<string> Schemas => [.. Needed.Concat(Beside).Distinct(StringComparer.Ordinal)];

    /// <summary>The same with the champion in place of a model that failed.</summary>
    public ScoringRoute FallBack() => this with { Model = Champion, FellBack = true };

    /// <summary>What the answer says of its arms.</summary>
    public ImmutableArray<ExperimentTag> Tags() => [.. Assignments.Select(assignment => assignment.ToTag(FellBack))];

    /// <summary>What is stored of the answer.</summary>
    public ImmutableArray<Exposure> Exposures(DateTimeOffset at) => [.. Assignments.Select(assignment => assignment.ToExposure(Model.Manifest.ModelVersion, FellBack, at))];
}

/// <summary>How a stored track is shown.</summary>
/// <param name="Policy">How its probabilities are decided upon; null: as they are stored.</param>
/// <param name="Assignments">The arms that the look-up is an exposure of.</param>
/// <param name="Stored">The arms that what is stored is of.</param>
/// <param name="IsForEverybody">True when no running experiment shows tracks to some users otherwise than to others.</param>
public sealed record LookupRoute(DecisionPolicy? Policy, ImmutableArray<ArmAssignment> Assignments, ImmutableArray<ArmAssignment> Stored, bool IsForEverybody);
