namespace Cluster.Featurization;

/// <summary>What the values of a schema's vector are, for those who show them.</summary>
public enum FeatureForm
{
    /// <summary>Statistics of families over frames and windows; <see cref="ClipFeatures.WindowSummary"/> has them by family.</summary>
    Summaries,

    /// <summary>Levels of a picture, bands by steps of time.</summary>
    Patch,

    /// <summary>Columns of a table, each with a name of its own; <see cref="ClipFeatures.Columns"/> has them in double precision.</summary>
    Columns,
}
