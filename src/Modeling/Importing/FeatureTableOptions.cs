using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Importing;

/// <summary>How a feature table is read; everything that is null is found out from the file.</summary>
public sealed record FeatureTableOptions
{
    /// <summary>The name of the column that holds the classes, any case; null to guess it by its name and content.</summary>
    public string? ClassColumn { get; init; }

    /// <summary>
    /// The name of the column whose equal values are kept in one fold (artist or track); null to take a column of such a name where there is one.
    /// </summary>
    public string? GroupColumn { get; init; }

    /// <summary>Class values and the emotions they mean, any case, for names that are not known by themselves (for example <c>Q1</c> = happy).</summary>
    public IReadOnlyDictionary<string, EmotionLabel> ClassMapping { get; init; } = new Dictionary<string, EmotionLabel>();

    /// <summary>
    /// Exactly these columns are the features, for example those of the model that is to be evaluated; null to take every numeric column that is none of the
    /// known descriptions.
    /// </summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>The feature schema of the columns; null for one that is named by the columns (<c>table-</c> and 12 hex digits).</summary>
    public string? SchemaId { get; init; }
}
