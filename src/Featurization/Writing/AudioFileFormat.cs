namespace Cluster.Featurization.Writing;

/// <summary>Formats that can be written.</summary>
public enum AudioFileFormat
{
    /// <summary>WAV, 16-bit PCM; needs no native library.</summary>
    Wav = 0,

    /// <summary>FLAC, 16 bit.</summary>
    Flac = 1,

    /// <summary>OGG Vorbis.</summary>
    OggVorbis = 2,

    /// <summary>MPEG-1/2 layer III.</summary>
    Mp3 = 3,

    /// <summary>Opus in OGG; 8, 12, 16, 24 or 48 kHz.</summary>
    Opus = 4,

    /// <summary>AIFF, 16-bit PCM.</summary>
    Aiff = 5,
}
