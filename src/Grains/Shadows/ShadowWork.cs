using Cluster.Grains.Scoring;

namespace Cluster.Grains.Shadows;

/// <summary>A recording that shadows have to score.</summary>
/// <param name="track">The recording with its features and the answer.</param>
internal sealed class ShadowWork(ScoredTrack track)
{
    /// <summary>The recording.</summary>
    public ScoredTrack Track => track;

    /// <summary>Versions that are done with it, well or badly: whoever takes it over does not ask them again.</summary>
    public HashSet<string> Done { get; } = new(StringComparer.Ordinal);
}
