using System.Collections.Immutable;

namespace Cluster.DemoMusic.Makams;

/// <summary>The makams that the demo plays.</summary>
/// <remarks>
/// <para>Scales of the Arel-Ezgi-Uzdilek theory in Holdrian commas: bakiye 4, küçük mücenneb 5, büyük mücenneb 8, tanini 9, artık ikili 12.
/// Tonics stand on the tones Rast (0), Dügâh (9) and Segâh (17). Sabâ does not close at the octave in theory; here its last step closes it.
/// Nihâvend has its upper tetrachord with Hicaz.</para>
/// <para>Sources: H. S. Arel, "Türk Mûsikîsi Nazariyatı Dersleri" (1968); İ. H. Özkan, "Türk Mûsikîsi Nazariyatı ve Usûlleri" (1984).</para>
/// </remarks>
public static class MakamTable
{
    private const int Rast = 0;
    private const int Dugah = 9;
    private const int Segah = 17;

    /// <summary>All makams; the order is part of the generator's version.</summary>
    public static ImmutableArray<Makam> All { get; } =
    [
        new("Rast", Rast, [9, 8, 5, 9, 9, 8, 5], 4, Seyir.Ascending, 0.6),
        new("Mâhur", Rast, [9, 9, 4, 9, 9, 9, 4], 7, Seyir.Descending, 0.9),
        new("Çârgâh", Rast, [9, 9, 4, 9, 9, 9, 4], 4, Seyir.Ascending, 0.8),
        new("Nihâvend", Rast, [9, 4, 9, 9, 5, 12, 5], 4, Seyir.Mixed, -0.3),
        new("Nikriz", Rast, [9, 5, 12, 5, 9, 8, 5], 4, Seyir.Mixed, -0.1),
        new("Hicazkâr", Rast, [5, 12, 5, 9, 5, 12, 5], 7, Seyir.Descending, -0.5),
        new("Bûselik", Dugah, [9, 4, 9, 9, 4, 9, 9], 4, Seyir.Mixed, -0.2),
        new("Kürdî", Dugah, [4, 9, 9, 9, 4, 9, 9], 3, Seyir.Mixed, -0.4),
        new("Uşşâk", Dugah, [8, 5, 9, 9, 4, 9, 9], 3, Seyir.Ascending, 0.1),
        new("Hüseynî", Dugah, [8, 5, 9, 9, 8, 5, 9], 4, Seyir.Mixed, 0.3),
        new("Muhayyer", Dugah, [8, 5, 9, 9, 8, 5, 9], 7, Seyir.Descending, 0.4),
        new("Karcığar", Dugah, [8, 5, 9, 5, 12, 5, 9], 3, Seyir.Mixed, 0.0),
        new("Hicaz", Dugah, [5, 12, 5, 9, 8, 5, 9], 3, Seyir.Mixed, -0.6),
        new("Sabâ", Dugah, [8, 5, 5, 12, 5, 9, 9], 2, Seyir.Ascending, -0.9),
        new("Segâh", Segah, [5, 9, 8, 9, 5, 12, 5], 2, Seyir.Ascending, 0.2),
    ];
}
