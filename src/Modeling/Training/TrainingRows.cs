using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Training;

/// <summary>What a learner is given.</summary>
/// <param name="Rows">Prepared rows of one length, all values finite.</param>
/// <param name="Labels">One per row.</param>
/// <param name="Classes">The emotions among the labels, by rising number; at least 2.</param>
internal sealed record TrainingRows(IReadOnlyList<float[]> Rows, IReadOnlyList<EmotionLabel> Labels, IReadOnlyList<EmotionLabel> Classes)
{
    /// <summary>Index of each row's emotion among the classes.</summary>
    public int[] ClassOfRow { get; } = Index(Labels, Classes);

    /// <summary>Values per row.</summary>
    public int Width => Rows[0].Length;

    private static int[] Index(IReadOnlyList<EmotionLabel> labels, IReadOnlyList<EmotionLabel> classes)
    {
        var indexOf = new int[EmotionProbabilities.Count];
        for (var k = 0; k < classes.Count; k++) indexOf[(int)classes[k]] = k;
        return [.. labels.Select(label => indexOf[(int)label])];
    }
}
