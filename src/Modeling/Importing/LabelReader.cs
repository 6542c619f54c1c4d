using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>The labels of a table and the rows that have one.</summary>
internal sealed class LabelReader
{
    /// <summary>Indices of the rows with a known label.</summary>
    public List<int> Rows { get; } = [];

    /// <summary>Their labels.</summary>
    public List<EmotionLabel> Labels { get; } = [];

    public int Missing { get; private set; }

    public int Normalized { get; private set; }

    public SortedDictionary<string, int> Unknown { get; } = new(StringComparer.Ordinal);

    /// <exception cref="DatasetException">No row has a known label.</exception>
    public static LabelReader Read(DelimitedText text, int column, IReadOnlyDictionary<string, EmotionLabel> mapping)
    {
        var labels = new LabelReader();
        for (var i = 0; i < text.Rows.Count; i++)
        {
            var cell = text.Rows[i][column];
            var trimmed = cell.Trim();
            if (ColumnRoles.TryLabel(cell, mapping, out var label))
            {
                labels.Rows.Add(i);
                labels.Labels.Add(label);
                if (cell != label.ToName() && cell != "relax") labels.Normalized++;
            }
            else if (trimmed.Length == 0 || NumberText.IsMissingToken(trimmed))
            {
                labels.Missing++;
            }
            else
            {
                labels.Unknown[trimmed] = labels.Unknown.GetValueOrDefault(trimmed) + 1;
            }
        }

        if (labels.Rows.Count > 0) return labels;
        var seen = string.Join(", ", labels.Unknown.Keys.Take(8).Select(name => $"'{name}'"));
        throw new DatasetException(
            $"No label in column '{text.Header[column]}' of '{text.File}' is an emotion{(seen.Length > 0 ? $" (found {seen}); say which emotion each value means" : string.Empty)}.");
    }
}
