using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Reports;

namespace Cluster.Modeling.Evaluation;

/// <summary>What reports and cards say about a table and a model.</summary>
internal static class TableFacts
{
    public static DatasetSection Describe(LabelledTable table) => new(
        table.Rows.Count,
        table.Classes.ToDictionary(label => label.ToName(), label => table.Rows.Count(row => row.Label == label)),
        table.GroupCount,
        table.Sha256,
        table.FeatureNames.Count,
        table.SchemaId);

    public static ModelSection Describe(ModelManifest manifest) =>
        new(manifest.ModelVersion, manifest.Algorithm, manifest.Training.Seed, manifest.Training.Candidate, manifest.Training.Settings, manifest.Temperature);

    /// <summary>The number of groups of the emotion that has the fewest.</summary>
    public static int LeastGroups(LabelledTable table) => table.Rows
        .Select((row, i) => (row.Label, Group: table.Groups[i])).Distinct().GroupBy(pair => pair.Label).Min(groups => groups.Count());

    public static IReadOnlyList<string> Limits(LabelledTable table, IReadOnlyList<EmotionLabel> classes)
    {
        var limits = new List<string>
        {
            "The figures hold for music like the training data's; other styles, recordings and feature extractors may fare worse.",
            "A label is the emotion that predominates, by the judgement that labelled the training data; listeners differ.",
            $"The model reads the feature schema '{table.SchemaId}' and nothing else.",
        };
        var leftOut = table.Import.DroppedColumns.Where(pair => pair.Value == LabelledTable.LeftOut).Select(pair => $"'{pair.Key}'").ToList();
        if (leftOut.Count > 0) limits.Add($"It does not look at {string.Join(", ", leftOut)}, though the schema has them.");
        if (table.GroupCount == table.Rows.Count)
            limits.Add("No artists or tracks were known and no duplicates found, so that rows of one artist may lie on both sides of a fold: the figures may flatter.");
        if (classes.Count < EmotionProbabilities.Count) limits.Add("The model does not know all four emotions and gives the others probability 0.");
        if (table.Rows.Count < 1000) limits.Add($"Only {table.Rows.Count} rows: mind the intervals.");
        return limits;
    }
}
