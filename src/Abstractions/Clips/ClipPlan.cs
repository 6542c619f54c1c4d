namespace Cluster.Abstractions.Clips;

/// <summary>How a track is cut into clips.</summary>
/// <param name="LengthS">Clip length in seconds; at least 1; default 30.</param>
/// <param name="HopS">Distance between clip starts in seconds; more than 0; default 30, so that clips do not overlap.</param>
/// <remarks>
/// Clips start at 0, hop, 2 hop ... while they fit. A remainder is covered by a last clip that ends with the track, so it overlaps the one before it.
/// A remainder below <see cref="LeastRemainderS"/> is what encoders pad, not music, and gets no clip. A track shorter than one clip is one clip.
/// </remarks>
public sealed record ClipPlan(double LengthS = 30, double HopS = 30)
{
    /// <summary>The shortest remainder, in seconds, that is worth a clip of its own.</summary>
    public const double LeastRemainderS = 1;

    /// <summary>30 s clips, 30 s hop.</summary>
    public static ClipPlan Default { get; } = new();

    /// <summary>The clips of a track of this length, by start and length in seconds; none for a length of zero.</summary>
    public IEnumerable<(double StartS, double DurationS)> Cut(double durationS)
    {
        if (durationS <= 0) yield break;
        if (durationS <= LengthS)
        {
            yield return (0, durationS);
            yield break;
        }

        var start = 0.0;
        var end = 0.0;
        for (var index = 0; (start = index * HopS) + LengthS <= durationS; index++)
        {
            yield return (start, LengthS);
            end = start + LengthS;
        }

        if (durationS - end >= LeastRemainderS) yield return (durationS - LengthS, LengthS);
    }
}
