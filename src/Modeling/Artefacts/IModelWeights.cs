using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Artefacts;

/// <summary>The numbers of a model: they become files of an artefact, and scores. Immutable.</summary>
public interface IModelWeights
{
    /// <summary>The family that writes and reads them.</summary>
    IModelFamily Family { get; }

    /// <summary>The files that hold the numbers, bytes by name. The same numbers give the same bytes.</summary>
    IReadOnlyDictionary<string, byte[]> ToFiles();

    /// <summary>Makes what scores rows by these numbers; whoever asks for it disposes of it.</summary>
    /// <param name="classes">The emotions in the order of the numbers.</param>
    /// <exception cref="Deep.DeepPartException">A native library that is needed cannot be loaded.</exception>
    IModelScorer CreateScorer(IReadOnlyList<EmotionLabel> classes);
}
