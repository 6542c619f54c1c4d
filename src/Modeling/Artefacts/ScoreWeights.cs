using System.Text.Json.Serialization;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Artefacts;

/// <summary>The numbers by which prepared values become one score per class. The kinds are a closed list: a file cannot name any other type.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(LinearWeights), "linear")]
[JsonDerivedType(typeof(KernelWeights), "kernel")]
[JsonDerivedType(typeof(TreeWeights), "trees")]
public abstract record ScoreWeights
{
    /// <summary>Makes the scorer of verified numbers.</summary>
    /// <param name="classes">The emotions in the order of the rows of the numbers.</param>
    internal abstract IPreparedScorer CreateScorer(IReadOnlyList<EmotionLabel> classes);

    /// <summary>Checks every length, bound and number before a scorer is made.</summary>
    /// <param name="width">Prepared values per row.</param>
    /// <param name="classes">Classes of the model.</param>
    /// <returns>What is wrong, to follow "The model artefact ..."; null when nothing is.</returns>
    internal abstract string? FindFlaw(int width, int classes);
}
