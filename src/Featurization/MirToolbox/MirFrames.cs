namespace Cluster.Featurization.MirToolbox;

/// <summary>Frames whose length and distance are no whole numbers of samples.</summary>
/// <remarks>A frame is <c>floor(length)</c> samples long, and frame <c>i</c> starts at <c>floor(i hop)</c>. There are <c>floor((n - floor(length)) / hop) + 1</c>.</remarks>
/// <param name="length">Length in samples.</param>
/// <param name="hop">Distance in samples.</param>
internal sealed class MirFrames(double length, double hop)
{
    /// <summary>Samples of a frame.</summary>
    public int Length { get; } = (int)length;

    /// <summary>Frames of a clip.</summary>
    /// <param name="samples">Its length; at least one frame.</param>
    public int Count(int samples) => (int)((samples - Length) / hop) + 1;

    /// <summary>The first sample of a frame.</summary>
    /// <param name="frame">The frame, from 0.</param>
    public int Start(int frame) => (int)(frame * hop);
}
