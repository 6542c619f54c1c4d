namespace Cluster.Modeling.Agreement;

/// <summary>Where a vote on an emotion comes from.</summary>
public enum AnnotatorKind
{
    /// <summary>Somebody who uses an application.</summary>
    User,

    /// <summary>Somebody whose task it is to listen and label.</summary>
    Annotator,

    /// <summary>A published or imported data set.</summary>
    DataSet,
}
