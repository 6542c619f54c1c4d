using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Training;

/// <summary>One split of a table into training and held-out rows: every preparation is fitted once, on the training rows, and shared by all candidates.</summary>
/// <param name="table">The data.</param>
/// <param name="training">Indices of the training rows.</param>
/// <param name="heldOut">Indices of the rows that are only scored; may be empty.</param>
internal sealed class PreparedRows(LabelledTable table, IReadOnlyList<int> training, IReadOnlyList<int> heldOut)
{
    private readonly Dictionary<PreparationPlan, PreparedSplit> prepared = [];
    private readonly int? chroma = ChromaAlignment.Find(table.FeatureNames);

    /// <summary>The emotions among the training rows, by rising number.</summary>
    public IReadOnlyList<EmotionLabel> Classes { get; } = [.. training.Select(row => table.Rows[row].Label).Distinct().Order()];

    /// <summary>The rows under a preparation.</summary>
    public PreparedSplit Get(PreparationPlan plan)
    {
        if (prepared.TryGetValue(plan, out var known)) return known;
        var preparation = FeaturePreparation.Fit([.. training.Select(row => table.Rows[row].Features)], plan, chroma);
        var rows = new TrainingRows([.. training.Select(Apply)], [.. training.Select(row => table.Rows[row].Label)], Classes);
        return prepared[plan] = new PreparedSplit(preparation, rows, [.. heldOut.Select(Apply)]);

        float[] Apply(int row) => preparation.Apply(table.Rows[row].Features);
    }
}

/// <summary>Rows under one preparation.</summary>
/// <param name="Preparation">What was fitted.</param>
/// <param name="Training">The training rows.</param>
/// <param name="HeldOut">The other rows.</param>
internal sealed record PreparedSplit(FeaturePreparation Preparation, TrainingRows Training, IReadOnlyList<float[]> HeldOut);
