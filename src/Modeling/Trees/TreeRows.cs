using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Trees;

/// <summary>What must hold of rows that trees are trained on.</summary>
internal static class TreeRows
{
    /// <exception cref="ArgumentException">Something does not hold; the message names the row and the feature, from 0.</exception>
    public static void Check(IReadOnlyList<float[]> rows, IReadOnlyList<EmotionLabel> labels, IReadOnlyList<EmotionLabel> classes)
    {
        if (classes.Count is < 2 or > EmotionProbabilities.Count)
            throw new ArgumentException($"{classes.Count} classes were given; 2 to {EmotionProbabilities.Count} can be told apart.", nameof(classes));
        for (var k = 1; k < classes.Count; k++)
        {
            if (classes[k] <= classes[k - 1]) throw new ArgumentException("The classes are not in rising order.", nameof(classes));
        }

        if (rows.Count != labels.Count) throw new ArgumentException($"{rows.Count} rows with {labels.Count} labels.", nameof(labels));
        foreach (var emotion in classes)
        {
            if (!labels.Contains(emotion)) throw new ArgumentException($"No row is '{emotion.ToName()}'; leave that class out.", nameof(labels));
        }

        foreach (var label in labels)
        {
            if (!classes.Contains(label)) throw new ArgumentException($"A row is '{label.ToName()}', which is none of the classes.", nameof(labels));
        }

        CheckValues(rows);
    }

    private static void CheckValues(IReadOnlyList<float[]> rows)
    {
        var width = rows[0].Length;
        if (width == 0) throw new ArgumentException("The rows have no features.", nameof(rows));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != width) throw new ArgumentException($"Row {i} has {rows[i].Length} values, row 0 has {width}.", nameof(rows));
            var j = Array.FindIndex(rows[i], value => !float.IsFinite(value));
            if (j >= 0) throw new ArgumentException($"Feature {j} of row {i} is not a finite number: prepare the rows first.", nameof(rows));
        }
    }
}
