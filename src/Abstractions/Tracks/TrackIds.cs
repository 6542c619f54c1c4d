namespace Cluster.Abstractions.Tracks;

/// <summary>The rule for track ids: any text a catalogue uses, slashes and all letters included.</summary>
public static class TrackIds
{
    /// <summary>Longest track id, in UTF-16 code units.</summary>
    public const int MaxLength = 512;

    /// <summary>Says what is wrong with an id; null when nothing is.</summary>
    public static string? Validate(string? trackId)
    {
        if (string.IsNullOrWhiteSpace(trackId)) return "trackId is empty.";
        if (trackId.Length > MaxLength) return $"trackId is {trackId.Length} characters long; at most {MaxLength} are allowed.";
        foreach (var c in trackId)
        {
            if (char.IsControl(c)) return $"trackId holds the control character U+{(int)c:X4}.";
        }

        return HasLoneSurrogate(trackId) ? "trackId is not valid Unicode (a lone surrogate)." : null;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return true;
        }

        return false;
    }
}
