namespace Cluster.Abstractions.Models;

/// <summary>What was done to the registry. The numbers are persisted and covered by the audit log's hashes: they never move.</summary>
[GenerateSerializer, Alias("model-action")]
public enum ModelAction
{
    /// <summary>The log began on a registry that was there already; the entry names the champion that it had.</summary>
    Adopted = 0,

    /// <summary>A version was registered.</summary>
    Registered = 1,

    /// <summary>A version became the champion.</summary>
    Promoted = 2,

    /// <summary>The previous champion became the champion again.</summary>
    RolledBack = 3,

    /// <summary>A version became a shadow.</summary>
    ShadowSet = 4,

    /// <summary>A version is no shadow any more.</summary>
    ShadowUnset = 5,

    /// <summary>A version became the challenger.</summary>
    ChallengerSet = 6,

    /// <summary>There is no challenger any more.</summary>
    ChallengerUnset = 7,

    /// <summary>All shadows were told to stop scoring.</summary>
    ShadowsStopped = 8,

    /// <summary>Shadows may score again.</summary>
    ShadowsStarted = 9,

    /// <summary>The watch over a new champion ended: it kept every limit.</summary>
    BakeHeld = 10,
}
