namespace Cluster.Abstractions.Emotions;

/// <summary>The emotion that predominates in a stretch of music: the four quadrants of the valence-arousal plane.</summary>
/// <remarks>Persisted: a number never moves and is never reused.</remarks>
public enum EmotionLabel
{
    /// <summary>High arousal, high valence.</summary>
    Happy = 0,

    /// <summary>Low arousal, low valence.</summary>
    Sad = 1,

    /// <summary>High arousal, low valence.</summary>
    Angry = 2,

    /// <summary>Low arousal, high valence.</summary>
    Relaxed = 3,
}
