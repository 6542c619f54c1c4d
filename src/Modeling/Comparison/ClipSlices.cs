using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Comparison;

/// <summary>Cuts clips by genre and by thirds of their tempo.</summary>
internal static class ClipSlices
{
    /// <summary>Cuts; clips without a genre or tempo are in no part of that kind. Parts come by kind, then name.</summary>
    /// <remarks>Genres that differ in case or padding only are one. Thirds are cut at the quantiles of the clips given; clips that all have one tempo are not cut.</remarks>
    public static IEnumerable<(string By, string Name, IReadOnlyList<PairedClip> Clips)> Of(IReadOnlyList<PairedClip> clips) =>
        Cut(clips, "genre", clip => string.IsNullOrWhiteSpace(clip.Genre) ? null : clip.Genre.Trim()).Concat(Tempo(clips));

    private static IEnumerable<(string By, string Name, IReadOnlyList<PairedClip> Clips)> Tempo(IReadOnlyList<PairedClip> clips)
    {
        var sorted = clips.Select(clip => clip.TempoBpm ?? double.NaN).Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0 || sorted[0] == sorted[^1]) return [];
        var third = Quantiles.OfSorted(sorted, 1 / 3.0);
        var twoThirds = Quantiles.OfSorted(sorted, 2 / 3.0);
        return Cut(clips, "tempo", clip => clip.TempoBpm switch
        {
            null => null,
            { } tempo when !double.IsFinite(tempo) => null,
            { } tempo when tempo <= third => "slow third",
            { } tempo when tempo <= twoThirds => "middle third",
            _ => "fast third",
        });
    }

    private static IEnumerable<(string By, string Name, IReadOnlyList<PairedClip> Clips)> Cut(
        IReadOnlyList<PairedClip> clips, string by, Func<PairedClip, string?> nameOf) =>
        clips.Select(clip => (Name: nameOf(clip), Clip: clip))
            .Where(pair => pair.Name is not null)
            .GroupBy(pair => pair.Name!, pair => pair.Clip, StringComparer.OrdinalIgnoreCase)
            .OrderBy(part => part.Key, StringComparer.OrdinalIgnoreCase)
            .Select(part => (by, part.Key, (IReadOnlyList<PairedClip>)[.. part]));
}
