using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Importing;

/// <summary>The labels of a table and the rows that have one.</summary>
internal sealed class LabelReader
{
    // A report lists so many different labels; a column of free text has as many as rows.
    private const int MaxNames = 100;

    /// <summary>Indices of the rows with a known label.</summary>
    public List<int> Rows { get; } = [];

    /// <summary>Their labels.</summary>
    public List<EmotionLabel> Labels { get; } = [];

    /// <summary>Rows without a label.</summary>
    public int Missing { get; private set; }

    /// <summary>Labels that were not written as the emotion's own name.</summary>
    public int Normalized { get; private set; }

    /// <summary>Other labels, with the rows that each lost; the most frequent ones by name, the rest together.</summary>
    public SortedDictionary<string, int> Unknown { get; private set; } = new(StringComparer.Ordinal);

    /// <exception cref="DatasetException">No row has a known label.</exception>
    public static LabelReader Read(SourceTable table, int column, IReadOnlyDictionary<string, EmotionLabel> mapping)
    {
        var labels = new LabelReader();
        for (var i = 0; i < table.RowCount; i++)
        {
            var cell = table.Columns[column].Cell(i).ToString();
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

        if (labels.Rows.Count > 0)
        {
            labels.Unknown = MostFrequent(labels.Unknown);
            return labels;
        }

        var seen = string.Join(", ", labels.Unknown.Keys.Take(8).Select(name => $"'{Shorten(name)}'"));
        throw new DatasetException(
            $"No label in column '{table.Columns[column].Name}' of '{table.File}' is an emotion"
            + (seen.Length > 0 ? $" (found {seen}); say which emotion each value means, for example '{Shorten(labels.Unknown.Keys.First())}=happy'." : "."));
    }

    private static SortedDictionary<string, int> MostFrequent(SortedDictionary<string, int> all)
    {
        if (all.Count <= MaxNames) return all;
        var order = all.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var kept = new SortedDictionary<string, int>(order.Take(MaxNames).ToDictionary(), StringComparer.Ordinal);
        kept["(other labels)"] = order.Skip(MaxNames).Sum(pair => pair.Value);
        return kept;
    }

    private static string Shorten(string name) => name.Length <= 40 ? name : name[..40] + "...";
}
