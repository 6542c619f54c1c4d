using System.Globalization;

namespace Cluster.Abstractions.Clips;

/// <summary>A clip's id: <c>trackId#index</c>. The track id may itself hold <c>#</c>: the last one counts.</summary>
public readonly record struct ClipId(string TrackId, int Index)
{
    /// <summary>Reads <c>trackId#index</c>.</summary>
    public static bool TryParse(string? text, out ClipId id)
    {
        id = default;
        if (text is null) return false;
        var hash = text.LastIndexOf('#');
        if (hash <= 0 || !int.TryParse(text.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return false;
        id = new ClipId(text[..hash], index);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TrackId}#{Index}");
}
