namespace Cluster.DemoMusic.Usuls;

/// <summary>One stroke of an usul.</summary>
/// <param name="Position">Where in the cycle, in units from its start; 0 is the first unit.</param>
/// <param name="Length">How long until the next stroke, in units; at least 1.</param>
/// <param name="Kind">Düm or tek.</param>
public sealed record UsulStroke(int Position, int Length, StrokeKind Kind)
{
    /// <summary>How much the stroke stands out, in (0, 1]: the first düm most, the teks least.</summary>
    public double Strength => (Kind, Position) switch
    {
        (StrokeKind.Dum, 0) => 1,
        (StrokeKind.Dum, _) => 0.85,
        _ => 0.65,
    };
}
