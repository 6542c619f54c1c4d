namespace Cluster.Featurization;

/// <summary>The per-frame features, in the order in which a schema lists them.</summary>
public enum FeatureFamily
{
    /// <summary>Mel-frequency cepstral coefficients 1-13; the first one follows the level in dB.</summary>
    Mfcc = 0,

    /// <summary>First time derivative of the MFCC, per frame.</summary>
    MfccDelta = 1,

    /// <summary>Second time derivative of the MFCC, per frame squared.</summary>
    MfccDelta2 = 2,

    /// <summary>Energy of the 12 pitch classes from C, 0 to 1 of the frame's strongest.</summary>
    Chroma = 3,

    /// <summary>Spectral centroid in Hz.</summary>
    Centroid = 4,

    /// <summary>Frequency in Hz below which 85 % of the magnitude lies.</summary>
    Rolloff = 5,

    /// <summary>Spectral contrast in dB in seven octave-wide bands.</summary>
    Contrast = 6,

    /// <summary>Zero crossings per sample, 0 to 1.</summary>
    ZeroCrossingRate = 7,

    /// <summary>Root mean square, in units of full scale.</summary>
    RootMeanSquare = 8,
}
