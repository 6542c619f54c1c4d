namespace Cluster.DemoMusic.Scores;

/// <summary>What is played in a track; every list is in order of the starts.</summary>
/// <param name="Melody">The leading voice.</param>
/// <param name="Companion">The second voice; empty for a solo.</param>
/// <param name="Drone">The drone on tonic and dominant.</param>
/// <param name="Strokes">The drum.</param>
public sealed record Score(
    IReadOnlyList<NoteEvent> Melody,
    IReadOnlyList<NoteEvent> Companion,
    IReadOnlyList<NoteEvent> Drone,
    IReadOnlyList<StrokeEvent> Strokes);
