using System.Collections.Immutable;
using Cluster.DemoMusic.Numerics;

namespace Cluster.DemoMusic.Artists;

/// <summary>Invents names of artists, albums and tracks out of Turkish words; none of them tells the track's emotion.</summary>
internal static class TurkishNames
{
    private static readonly ImmutableArray<string> FirstNames =
    [
        "Nevra", "İlkay", "Çağlar", "Şirin", "Gökçe", "Ömür", "Ülkü", "Yağız", "Işıl", "Tuğrul", "Sümbül", "Börte",
        "Dürdane", "Oğuz", "Güzin", "Eşref", "Müjde", "Hızır", "Çiğdem", "Sıdıka", "Ilgın", "Şükrü", "Özgü", "Kağan", "Gülriz",
    ];

    private static readonly ImmutableArray<string> Surnames =
    [
        "Çınarsu", "Yıldızören", "Gülbağcı", "Şafaköz", "Irmaklı", "Değirmenoğlu", "Üzümcügil", "İncirdalı", "Keklikpınar", "Kozalaklı",
        "Sığırcıklı", "Öksekaya", "Narçiçek", "Fındıkören", "Bülbülyuva", "Ayvadere", "Güğümcü", "Çilekbağ", "Kırlangıçlı", "Şimşirdal",
    ];

    private static readonly ImmutableArray<string> AlbumFirst =
        ["Boğaz", "Gölge", "Çınar", "Liman", "Köprü", "Avlu", "Rüzgâr", "Mürekkep", "Şadırvan", "Üsküdar", "Değirmen", "Ihlamur"];

    private static readonly ImmutableArray<string> AlbumSecond =
        ["Defteri", "Kayıtları", "Günlüğü", "Sohbetleri", "Meşkleri", "Yolu", "Çizgileri", "Üzerine", "Işığı", "Fasılları"];

    private static readonly ImmutableArray<string> Forms =
        ["Peşrev", "Saz Semâîsi", "Taksim", "Longa", "Medhal", "Oyun Havası", "Şarkı", "Türkü", "Zeybek", "Sirto"];

    private static readonly ImmutableArray<string> TitleWords =
    [
        "Ağaç", "Çeşme", "İğde", "Kuyu", "Yokuş", "Güvercin", "Söğüt", "Şehir", "Üzüm", "Kıyı", "Bağ", "Çarşı", "Ördek", "Yayla",
        "İskele", "Pencere", "Kandil", "Gümüş", "Merdiven", "Kuğu",
    ];

    /// <summary>How many artists there are names for.</summary>
    public static int ArtistCount => FirstNames.Length * Surnames.Length;

    /// <summary>The genres of the catalogue.</summary>
    public static ImmutableArray<string> Genres { get; } = ["Klasik Türk Müziği", "Halk Müziği", "Fasıl", "Saz Eserleri", "Çağdaş Makam"];

    /// <summary>Different names of artists, in an order that the random stream decides; first names repeat as late as can be.</summary>
    public static IReadOnlyList<string> Artists(SeededRandom random, int count)
    {
        var first = FirstNames.ToArray();
        var last = Surnames.ToArray();
        random.Shuffle(first.AsSpan());
        random.Shuffle(last.AsSpan());
        return [.. Enumerable.Range(0, count).Select(i => $"{first[i % first.Length]} {last[((i / first.Length) + (i % first.Length)) % last.Length]}")];
    }

    /// <summary>A title that is not in <paramref name="taken"/> yet; it is added there.</summary>
    public static string AlbumTitle(SeededRandom random, HashSet<string> taken)
    {
        var title = $"{random.Choose(AlbumFirst)} {random.Choose(AlbumSecond)}";
        for (var number = 2; !taken.Add(title); number++) title = $"{title.Split(", ")[0]}, {number}. Kitap";
        return title;
    }

    /// <summary>The title of a track in a makam.</summary>
    public static string TrackTitle(SeededRandom random, string makam) =>
        $"{makam} {random.Choose(Forms)} ({random.Choose(TitleWords)})";
}
