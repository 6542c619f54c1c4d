using Cluster.DemoMusic.Usuls;

namespace Cluster.DemoMusic.Scores;

/// <summary>One stroke of the drum.</summary>
/// <param name="StartS">Start in seconds from the beginning of the track.</param>
/// <param name="Kind">Düm or tek.</param>
/// <param name="Velocity">Loudness, in (0, 1].</param>
public readonly record struct StrokeEvent(double StartS, StrokeKind Kind, double Velocity);
