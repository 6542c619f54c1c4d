using System.Collections.Immutable;
using Cluster.Abstractions.Emotions;

namespace Cluster.DemoMusic.Reports;

/// <summary>Tags against truth, counted: the table that the demo prints.</summary>
public sealed class TagReport
{
    private readonly int[,] confusion = new int[EmotionProbabilities.Count, EmotionProbabilities.Count];

    /// <summary>Counts.</summary>
    /// <param name="tracks">At least one track.</param>
    /// <exception cref="ArgumentException">There are no tracks.</exception>
    public TagReport(IReadOnlyCollection<TaggedTrack> tracks)
    {
        if (tracks.Count == 0) throw new ArgumentException("There are no tagged tracks to report on.", nameof(tracks));
        foreach (var track in tracks) confusion[(int)track.Truth, (int)track.Predicted]++;
        Tracks = tracks.Count;
        Accuracy = tracks.Count(IsRight) / (double)tracks.Count;
        Scores = [.. Enum.GetValues<EmotionLabel>().Select(Score)];
        MacroF1 = Scores.Where(score => score.Tracks > 0).Average(score => score.F1);
        Decisions = [.. Enum.GetValues<TagDecision>().Select(decision => tracks.Count(track => track.Decision == decision))];
        var confident = tracks.Where(track => track.Decision == TagDecision.Tagged).ToList();
        TaggedAccuracy = confident.Count == 0 ? null : confident.Count(IsRight) / (double)confident.Count;
    }

    /// <summary>Number of tracks.</summary>
    public int Tracks { get; }

    /// <summary>Share of tracks whose tag is the truth, in [0, 1].</summary>
    public double Accuracy { get; }

    /// <summary>Mean F1 over the emotions that occur in the truth, in [0, 1].</summary>
    public double MacroF1 { get; }

    /// <summary>Precision, recall and F1 by emotion, in the order of the labels' numbers.</summary>
    public ImmutableArray<EmotionScore> Scores { get; }

    /// <summary>Tracks by <see cref="TagDecision"/>, in the order of its numbers.</summary>
    public ImmutableArray<int> Decisions { get; }

    /// <summary>Accuracy among the tracks that were confident enough to be tagged without a person; null when there are none.</summary>
    public double? TaggedAccuracy { get; }

    /// <summary>How many tracks of one emotion were tagged with another (or with itself).</summary>
    public int Count(EmotionLabel truth, EmotionLabel predicted) => confusion[(int)truth, (int)predicted];

    private static bool IsRight(TaggedTrack track) => track.Truth == track.Predicted;

    private EmotionScore Score(EmotionLabel emotion)
    {
        var (right, truth, predicted) = (Count(emotion, emotion), 0, 0);
        foreach (var other in Enum.GetValues<EmotionLabel>())
        {
            truth += Count(emotion, other);
            predicted += Count(other, emotion);
        }

        var f1 = truth + predicted == 0 ? 0 : 2.0 * right / (truth + predicted);
        return new(emotion, predicted == 0 ? 0 : right / (double)predicted, truth == 0 ? 0 : right / (double)truth, f1, truth);
    }
}
