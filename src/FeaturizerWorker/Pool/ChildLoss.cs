namespace Cluster.FeaturizerWorker;

/// <summary>Why a child is of no use any more.</summary>
internal enum ChildLoss
{
    /// <summary>It ended by itself.</summary>
    Crashed,

    /// <summary>It made no progress and was killed.</summary>
    Hung,

    /// <summary>It kept making progress on one file for too long and was killed.</summary>
    Overdue,

    /// <summary>It outgrew its memory limit and was killed, or was refused more memory and ended.</summary>
    TooLarge,

    /// <summary>It said something that is not the protocol and was killed.</summary>
    Garbled,

    /// <summary>The pool is being disposed.</summary>
    Stopped,
}
