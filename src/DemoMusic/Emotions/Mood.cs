namespace Cluster.DemoMusic.Emotions;

/// <summary>A point of the valence-arousal plane (Russell 1980), from which everything about a performance follows.</summary>
/// <param name="Valence">From unpleasant to pleasant; mostly in [-1, 1].</param>
/// <param name="Arousal">From calm to excited; mostly in [-1, 1].</param>
public readonly record struct Mood(double Valence, double Arousal)
{
    /// <summary>The point a part of the way to another.</summary>
    /// <param name="other">The other point.</param>
    /// <param name="share">0 stays, 1 arrives.</param>
    public Mood Towards(Mood other, double share) =>
        new(Valence + (share * (other.Valence - Valence)), Arousal + (share * (other.Arousal - Arousal)));
}
