namespace Cluster.Featurization.Decoding;

/// <summary>Why audio could not be read.</summary>
public enum AudioFault
{
    /// <summary>There is no such file, it is a folder, or it may not be read.</summary>
    Unreadable = 0,

    /// <summary>The bytes are no audio format that is known here.</summary>
    Unsupported = 1,

    /// <summary>The file holds no samples.</summary>
    Empty = 2,

    /// <summary>The format is known but the content is broken.</summary>
    Damaged = 3,

    /// <summary>The decoder for this format is not installed.</summary>
    MissingLibrary = 4,

    /// <summary>The stretch that was asked for lies outside the file.</summary>
    OutOfRange = 5,

    /// <summary>The audio is longer than can be analysed, as one clip or at all.</summary>
    TooLong = 6,

    /// <summary>The audio, or a clip of it, is shorter than the schema takes.</summary>
    TooShort = 7,
}
