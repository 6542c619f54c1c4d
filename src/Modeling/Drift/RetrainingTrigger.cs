namespace Cluster.Modeling.Drift;

/// <summary>Why a model is trained anew.</summary>
public enum RetrainingTrigger
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Its quality on labelled traffic has fallen.</summary>
    Quality,

    /// <summary>The music has changed.</summary>
    Drift,

    /// <summary>Many labels have come.</summary>
    Labels,

    /// <summary>It is time.</summary>
    Schedule,
}
