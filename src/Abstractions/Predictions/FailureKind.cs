namespace Cluster.Abstractions.Predictions;

/// <summary>Why an analysis gave no result. Persisted: numbers never move.</summary>
public enum FailureKind
{
    /// <summary>The bytes are no audio that can be decoded: empty, damaged, or another kind of file.</summary>
    UnsupportedAudio = 0,

    /// <summary>The file is audio but has nothing to analyse, for instance no samples.</summary>
    EmptyAudio = 1,

    /// <summary>There is no such file, or it cannot be read.</summary>
    Unreadable = 2,

    /// <summary>The decoder crashed or hung on this file and was stopped.</summary>
    DecoderFault = 3,

    /// <summary>There is no champion model yet.</summary>
    NoModel = 4,

    /// <summary>Too much work is waiting; the same call may succeed later.</summary>
    Busy = 5,

    /// <summary>The request itself makes no sense, for instance a start behind the end of the file.</summary>
    BadRequest = 6,
}
