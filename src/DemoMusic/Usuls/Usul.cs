using System.Collections.Immutable;

namespace Cluster.DemoMusic.Usuls;

/// <summary>An usul: a cycle of strokes that a piece repeats from its beginning to its end.</summary>
/// <param name="Name">Turkish name.</param>
/// <param name="Units">Length of the cycle in units; the strokes fill it exactly.</param>
/// <param name="UnitNote">The note value of a unit: 4 = quarter, 8 = eighth, 16 = sixteenth.</param>
/// <param name="Strokes">The strokes in order.</param>
public sealed record Usul(string Name, int Units, int UnitNote, ImmutableArray<UsulStroke> Strokes)
{
    /// <summary>Units to a beat of the tempo: beats are quarters in x/4, and pairs of units in x/8 and x/16 cycles.</summary>
    public int UnitsPerBeat => UnitNote == 4 ? 1 : 2;

    /// <summary>The stroke that begins at a unit; null when none does.</summary>
    /// <param name="unit">In [0, <see cref="Units"/>).</param>
    public UsulStroke? StrokeAt(int unit)
    {
        foreach (var stroke in Strokes)
        {
            if (stroke.Position == unit) return stroke;
        }

        return null;
    }
}
