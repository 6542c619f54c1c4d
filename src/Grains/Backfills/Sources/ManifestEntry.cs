using System.Globalization;
using Cluster.Abstractions.Tracks;
using Cluster.Catalog.Backfills;

namespace Cluster.Grains.Backfills.Sources;

/// <summary>One entry of a manifest, whatever its format: what it says, as text, and where it says it.</summary>
internal sealed record ManifestEntry
{
    /// <summary>The fields that are read; others are ignored.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["path", "trackId", "title", "artist", "album", "source", "genre", "year"];

    private const int MaxFieldLength = 32_768;
    private readonly string place;
    private readonly string?[] values;

    /// <summary>Takes an entry up.</summary>
    /// <param name="place">Where it stands, such as <c>line 7</c>.</param>
    /// <param name="values">A value per field of <see cref="Fields"/>; null for none.</param>
    public ManifestEntry(string place, string?[] values) => (this.place, this.values) = (place, values);

    /// <summary>The item that it is; one with an error when it makes none.</summary>
    /// <param name="folder">What relative paths are relative to.</param>
    public ListedItem ToItem(string folder)
    {
        if (Array.FindIndex(values, value => value?.Length > MaxFieldLength) is >= 0 and var field)
            return Broken(place, $"{Start}: {Fields[field]} has more than {MaxFieldLength} characters.");
        if (Text(0) is not { } path) return Broken(place, $"{Start} has no path.");
        if (path.Contains('\0', StringComparison.Ordinal)) return Broken(place, $"The path in {place} holds a null character.");
        var trackId = Text(1) ?? Path.ChangeExtension(path, null).Replace(Path.DirectorySeparatorChar, '/');
        if (TrackIds.Validate(trackId) is { } bad) return Broken(place, $"{Start}: {bad}");
        var yearText = Text(7);
        var yearIsNumber = int.TryParse(yearText, NumberStyles.None, CultureInfo.InvariantCulture, out var year);
        var metadata = new TrackMetadata
        {
            Title = Text(2),
            Artist = Text(3),
            Album = Text(4),
            Source = Text(5),
            Genre = Text(6),
            Year = yearIsNumber ? year : null,
        };
        var problem = yearText is null || yearIsNumber ? null : $"{Start}: the year '{yearText}' is not a whole number.";
        return new ListedItem(path, Path.GetFullPath(path, folder), trackId, metadata, problem);
    }

    /// <summary>An entry that cannot even be read.</summary>
    public static ListedItem Broken(string place, string problem) => new(place, string.Empty, place, TrackMetadata.Empty, problem);

    private string Start => char.ToUpperInvariant(place[0]) + place[1..];

    private string? Text(int field) => values[field]?.Trim() is { Length: > 0 } text ? text : null;
}
