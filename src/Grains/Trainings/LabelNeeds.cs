using Cluster.Abstractions.Emotions;
using static System.FormattableString;

namespace Cluster.Grains.Trainings;

/// <summary>Whether labels are enough to train on.</summary>
internal static class LabelNeeds
{
    /// <summary>What is missing, in words that say how much; null where nothing is.</summary>
    /// <param name="byEmotion">Labels in the order of the emotions' numbers.</param>
    /// <param name="leastPerEmotion">Labels that each needs.</param>
    public static string? MissingOf(IReadOnlyList<long> byEmotion, int leastPerEmotion)
    {
        var emotions = Enum.GetValues<EmotionLabel>().Select(label => (Name: label.ToName(), Count: byEmotion[(int)label])).ToList();
        if (emotions.All(emotion => emotion.Count >= leastPerEmotion)) return null;
        var missing = string.Join(", ", emotions.Where(emotion => emotion.Count < leastPerEmotion).Select(emotion => Invariant($"{leastPerEmotion - emotion.Count} of {emotion.Name}")));
        var there = string.Join(", ", emotions.Select(emotion => Invariant($"{emotion.Name} {emotion.Count}")));
        return Invariant($"A training needs {leastPerEmotion} labels of each emotion; still missing: {missing} (there are: {there}). 'cluster review' lists what to listen to, 'cluster feedback add' labels it.");
    }
}
