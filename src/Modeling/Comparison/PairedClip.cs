using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Importing;

namespace Cluster.Modeling.Comparison;

/// <summary>What two models say about one clip.</summary>
public sealed record PairedClip
{
    /// <summary>The clip.</summary>
    public required ClipId Clip { get; init; }

    /// <summary>Calibrated probabilities of the model that answers now.</summary>
    public required EmotionProbabilities Champion { get; init; }

    /// <summary>Calibrated probabilities of the model that may replace it.</summary>
    public required EmotionProbabilities Candidate { get; init; }

    /// <summary>The right emotion; null where nobody has said.</summary>
    public EmotionLabel? Truth { get; init; }

    /// <summary>The track's artist; null where unknown, and where it says "various artists" or the like.</summary>
    public string? Artist { get; init; }

    /// <summary>The track's genre; null where unknown.</summary>
    public string? Genre { get; init; }

    /// <summary>The clip's tempo, in beats per minute; null where unknown.</summary>
    public double? TempoBpm { get; init; }

    /// <summary>What the clip is resampled with: its artist, else its track. Clips of one group are not independent of one another.</summary>
    public string Group => string.IsNullOrWhiteSpace(Artist) ? "track " + Clip.TrackId : "artist " + Fold(Artist);

    /// <summary>Spellings of one name as one: <see cref="NameFolding"/>, but a name without letters or digits stays itself.</summary>
    internal static string Fold(string name) => NameFolding.Fold(name) is { Length: > 0 } folded ? folded : name.Trim();

    /// <summary>Throws unless every clip occurs once and has probabilities in [0, 1] that add up to 1, to 0.001.</summary>
    internal static void Check(IReadOnlyList<PairedClip> clips)
    {
        var seen = new HashSet<ClipId>(clips.Count);
        foreach (var clip in clips)
        {
            if (!seen.Add(clip.Clip)) throw new ArgumentException($"Clip '{clip.Clip}' is there twice; give each clip once.", nameof(clips));
            Check(clip.Clip, clip.Champion, "champion");
            Check(clip.Clip, clip.Candidate, "candidate");
            if (clip.Truth is { } truth && !Enum.IsDefined(truth)) throw new ArgumentException($"Clip '{clip.Clip}': {(int)truth} is no emotion.", nameof(clips));
        }
    }

    internal static void Check(ClipId clip, in EmotionProbabilities probabilities, string model)
    {
        var sum = 0.0;
        for (var label = EmotionLabel.Happy; label <= EmotionLabel.Relaxed; label++)
        {
            var probability = probabilities[label];
            if (!(probability is >= 0 and <= 1))
                throw new ArgumentException(FormattableString.Invariant($"Clip '{clip}': the {model}'s probability of {label.ToName()} is {probability}; it must be in [0, 1]."));
            sum += probability;
        }

        if (Math.Abs(sum - 1) > 1e-3) throw new ArgumentException(FormattableString.Invariant($"Clip '{clip}': the {model}'s probabilities add up to {sum:G6}, not 1."));
    }
}
