using System.Collections.Immutable;

namespace Cluster.DemoMusic.Usuls;

/// <summary>The usuls that the demo plays, in their plain strokes without ornaments (velvele).</summary>
/// <remarks>Source: İ. H. Özkan, "Türk Mûsikîsi Nazariyatı ve Usûlleri" (1984), small usuls.</remarks>
public static class UsulTable
{
    /// <summary>All usuls; the order is part of the generator's version.</summary>
    public static ImmutableArray<Usul> All { get; } =
    [
        Of("Nim Sofyan", 4, "D1 T1"),
        Of("Semâî", 4, "D1 T1 T1"),
        Of("Sofyan", 4, "D2 T1 T1"),
        Of("Türk Aksağı", 8, "D2 T2 T1"),
        Of("Yürük Semâî", 8, "D1 T1 T1 D1 T2"),
        Of("Devr-i Hindî", 8, "D1 T1 T1 D2 T2"),
        Of("Düyek", 8, "D1 T2 T1 D2 T2"),
        Of("Aksak", 8, "D2 T1 T1 D2 T2 T1"),
        Of("Curcuna", 16, "D2 T1 T2 D2 T2 T1"),
    ];

    // A stroke is written as its kind and its length in units: "D1 T2" is a düm of one unit, then a tek of two.
    private static Usul Of(string name, int unitNote, string pattern)
    {
        var strokes = ImmutableArray.CreateBuilder<UsulStroke>();
        var position = 0;
        foreach (var word in pattern.Split(' '))
        {
            var length = word[1] - '0';
            strokes.Add(new(position, length, word[0] == 'D' ? StrokeKind.Dum : StrokeKind.Tek));
            position += length;
        }

        return new(name, position, unitNote, strokes.ToImmutable());
    }
}
