namespace Cluster.DemoMusic.Usuls;

/// <summary>The two strokes of which usuls are made.</summary>
public enum StrokeKind
{
    /// <summary>The deep stroke in the middle of the skin.</summary>
    Dum,

    /// <summary>The bright stroke at the rim.</summary>
    Tek,
}
