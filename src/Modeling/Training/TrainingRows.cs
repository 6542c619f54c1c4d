using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Training;

/// <summary>What a learner is given.</summary>
/// <param name="Rows">Prepared rows of one length, all values finite.</param>
/// <param name="Labels">One per row.</param>
/// <param name="Classes">The emotions among the labels, by rising number; at least 2.</param>
internal sealed record TrainingRows(IReadOnlyList<float[]> Rows, IReadOnlyList<EmotionLabel> Labels, IReadOnlyList<EmotionLabel> Classes)
{
    /// <summary>Index of each row's emotion among the classes.</summary>
    public int[] ClassOfRow { get; } = [.. Labels.Select(label => Classes.ToList().IndexOf(label))];

    /// <summary>Values per row.</summary>
    public int Width => Rows[0].Length;
}
