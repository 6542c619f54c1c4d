namespace Cluster.Featurization;

/// <summary>How a stretch of audio is cut into clips.</summary>
/// <param name="LengthS">Clip length in seconds; above 0 and at most 1800; default 30.</param>
/// <param name="HopS">Distance between clip starts in seconds; above 0; default 30, so that clips do not overlap.</param>
/// <param name="LeastRemainderS">The shortest remainder in seconds that gets a clip of its own; at least 0; default 1.</param>
/// <remarks>
/// Clips start at 0, hop, 2 hop ... while they fit. A remainder is covered by a last clip that ends with the audio; audio shorter than
/// one clip is one clip.
/// </remarks>
public sealed record ClipCutting(double LengthS = 30, double HopS = 30, double LeastRemainderS = 1)
{
    /// <summary>The longest clip in seconds: the memory of one analysis grows with it.</summary>
    public const double LongestClipS = 1800;

    /// <summary>30 s clips, 30 s hop, remainders of at least 1 s.</summary>
    public static ClipCutting Default { get; } = new();

    /// <summary>Checks every range.</summary>
    /// <returns>This cutting.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ClipCutting Validated()
    {
        if (!(LengthS > 0 && LengthS <= LongestClipS))
            throw new ArgumentOutOfRangeException(nameof(LengthS), "Clips last more than 0 and at most 1800 seconds.");
        if (!(HopS > 0 && HopS <= 1e6)) throw new ArgumentOutOfRangeException(nameof(HopS), "Clips start more than 0 seconds apart.");
        if (!(LeastRemainderS >= 0)) throw new ArgumentOutOfRangeException(nameof(LeastRemainderS), "The least remainder is at least 0 seconds.");
        return this;
    }
}
