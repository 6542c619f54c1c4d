namespace Cluster.Featurization.Numerics;

/// <summary>The shape in which frames are worked on: one frame per vector lane, so that no step has to shuffle.</summary>
/// <remarks>
/// A tile is sixteen neighbouring frames; value <c>k</c> of its frame <c>l</c> stands at <c>[k * 16 + l]</c>. Transforms run in double
/// precision on two
/// halves of eight. Where the machine has no 512-bit vectors the runtime splits them; the results are the same to rounding.
/// </remarks>
internal static class Lanes
{
    /// <summary>Frames in a tile.</summary>
    public const int Count = 16;

    /// <summary>Frames in one half of a tile.</summary>
    public const int Half = 8;

    /// <summary>Frames rounded up to whole tiles.</summary>
    public static int PaddedFrames(int frames) => (frames + Count - 1) / Count * Count;
}
