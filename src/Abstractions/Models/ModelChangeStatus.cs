namespace Cluster.Abstractions.Models;

/// <summary>What became of a change of the registry.</summary>
[GenerateSerializer, Alias("model-change-status")]
public enum ModelChangeStatus
{
    /// <summary>It is as asked for, also when it already was.</summary>
    Done = 0,

    /// <summary>The version is not registered.</summary>
    UnknownVersion = 1,

    /// <summary>The registry is at another revision than the caller saw.</summary>
    OtherRevision = 2,

    /// <summary>The champion is another than the caller saw.</summary>
    OtherChampion = 3,

    /// <summary>The version reads features that this cluster does not compute.</summary>
    SchemaMismatch = 4,

    /// <summary>The version's artefact cannot be loaded or gives no probabilities.</summary>
    BadArtefact = 5,

    /// <summary>The aliases do not allow it.</summary>
    Refused = 6,

    /// <summary>The request itself makes no sense.</summary>
    BadRequest = 7,

    /// <summary>The gates do not let the version pass; it may be forced with a reason.</summary>
    GatesBlock = 8,
}
