namespace Cluster.Featurization;

/// <summary>What is computed from a clip.</summary>
public enum FeatureRecipe
{
    /// <summary><c>librosa-v1</c>: statistics of hand-made features over texture windows.</summary>
    Librosa = 0,

    /// <summary><c>logmel-v1</c>: the mel spectrum itself, for networks that find features of their own.</summary>
    LogMel = 1,

    /// <summary><c>mirtoolbox-v1</c>: the columns of the "Turkish Music Emotion" table, as MIRtoolbox 1.7 computes them.</summary>
    MirToolbox = 2,
}
