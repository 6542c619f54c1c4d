namespace Cluster.Abstractions.Feedbacks;

/// <summary>What kind of author says what an emotion is. Persisted: numbers never move.</summary>
public enum AnnotatorKind
{
    /// <summary>Somebody who uses an application.</summary>
    User = 0,

    /// <summary>Somebody whose task it is to listen and label.</summary>
    Annotator = 1,

    /// <summary>A published or imported data set.</summary>
    DataSet = 2,
}
