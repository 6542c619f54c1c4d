namespace Cluster.Modeling.Promotion;

/// <summary>What a candidate is asked for before it may answer.</summary>
public enum Gate
{
    /// <summary>Macro-F1 on held-out groups reaches the criterion.</summary>
    MacroF1,

    /// <summary>Accuracy on held-out groups reaches the criterion.</summary>
    Accuracy,

    /// <summary>Macro-F1 is not below the champion's by more than the margin.</summary>
    MacroF1AgainstChampion,

    /// <summary>Accuracy is not below the champion's by more than the margin.</summary>
    AccuracyAgainstChampion,

    /// <summary>No emotion's F1 is much below the champion's.</summary>
    Classes,

    /// <summary>No slice's accuracy is much below the champion's.</summary>
    Slices,

    /// <summary>Confidence can be believed.</summary>
    Calibration,

    /// <summary>Answers come in time.</summary>
    Latency,

    /// <summary>Requests do not fail.</summary>
    Errors,

    /// <summary>A person does not have to listen to much more than now.</summary>
    Review,

    /// <summary>It knows every emotion, and was tested on each.</summary>
    Emotions,
}
