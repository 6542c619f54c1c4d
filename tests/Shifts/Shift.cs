namespace Cluster.Shifts;

/// <summary>What may happen to a recording on its way that leaves the music what it was.</summary>
public enum Shift
{
    /// <summary>Through LAME at 128 kb/s.</summary>
    Mp3At128 = 0,

    /// <summary>Through LAME at 64 kb/s.</summary>
    Mp3At64 = 1,

    /// <summary>Cut <see cref="ClipVariants.LaterS"/> later.</summary>
    Later = 2,

    /// <summary>6 dB quieter.</summary>
    Quieter = 3,
}
