using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Comparison;

/// <summary>Cuts clips by genre and by tempo.</summary>
internal static class ClipSlices
{
    /// <summary>Cuts; clips without a genre or tempo are in no part of that kind. Genres come by name, then tempi from slow to fast.</summary>
    /// <remarks>A genre may be spelt in several ways: the first spelling names the part. Tempi are cut as evaluations cut them, by <see cref="TempoRanges"/>.</remarks>
    public static IEnumerable<(string By, string Name, IReadOnlyList<PairedClip> Clips)> Of(IReadOnlyList<PairedClip> clips)
    {
        var genres = clips.Where(clip => !string.IsNullOrWhiteSpace(clip.Genre))
            .GroupBy(clip => PairedClip.Fold(clip.Genre!), StringComparer.Ordinal).OrderBy(part => part.Key, StringComparer.Ordinal);
        foreach (var part in genres) yield return ("genre", part.First().Genre!.Trim(), [.. part]);

        var tempi = clips.Where(clip => clip.TempoBpm is { } bpm && TempoRanges.Plausible(bpm) is not null)
            .ToLookup(clip => TempoRanges.NameOf(clip.TempoBpm!.Value), StringComparer.Ordinal);
        foreach (var name in TempoRanges.Names.Where(tempi.Contains)) yield return ("tempo", name, [.. tempi[name]]);
    }
}
