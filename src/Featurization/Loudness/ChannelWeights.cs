namespace Cluster.Featurization.Loudness;

/// <summary>How much each channel counts in loudness.</summary>
internal static class ChannelWeights
{
    private const double Surround = 1.41;

    /// <summary>The weights for a channel count, in the order of WAVE files: front left, front right, centre, low frequencies,
    /// surrounds.</summary>
    /// <remarks>ITU-R BS.1770-4: surround channels beside the listener count 1.41, the low-frequency channel does not count; layouts that
    /// it does not name count every channel once.</remarks>
    public static double[] For(int channels) => channels switch
    {
        5 => [1, 1, 1, Surround, Surround],
        6 => [1, 1, 1, 0, Surround, Surround],
        8 => [1, 1, 1, 0, 1, 1, Surround, Surround], // 7.1: behind, then beside
        _ => [.. Enumerable.Repeat(1.0, channels)],
    };
}
