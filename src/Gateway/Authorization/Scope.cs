namespace Cluster.Gateway.Authorization;

/// <summary>What a caller has to be allowed. Nobody is authenticated yet; every call names its scope so that a policy can ask for it.</summary>
internal enum Scope
{
    /// <summary>Look up, search, predict, export, and report plays.</summary>
    Read,

    /// <summary>Register tracks, upload audio, run backfills.</summary>
    Ingest,

    /// <summary>Listen, correct, and see what others said.</summary>
    Annotate,

    /// <summary>Change which models answer, and see how they do.</summary>
    Operate,
}
