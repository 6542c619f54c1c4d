namespace Cluster.Abstractions.Emotions;

/// <summary>Why a person should listen, where it is not the probabilities alone. Persisted: numbers never move.</summary>
public enum ReviewReason
{
    /// <summary>The audio is unlike all that the model was trained on.</summary>
    OutOfDomain = 0,
}
