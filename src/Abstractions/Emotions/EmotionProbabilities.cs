using System.Text.Json.Serialization;

namespace Cluster.Abstractions.Emotions;

/// <summary>Calibrated probabilities of the four emotions; each in [0, 1], together 1.</summary>
[GenerateSerializer, Immutable, Alias("emotion-probabilities")]
public readonly record struct EmotionProbabilities(
    [property: Id(0), JsonPropertyName("happy")] double Happy,
    [property: Id(1), JsonPropertyName("sad")] double Sad,
    [property: Id(2), JsonPropertyName("angry")] double Angry,
    [property: Id(3), JsonPropertyName("relaxed")] double Relaxed)
{
    /// <summary>The number of emotions.</summary>
    public const int Count = 4;

    /// <summary>The probability of one emotion.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="label"/> is not one of the four.</exception>
    public double this[EmotionLabel label] => label switch
    {
        EmotionLabel.Happy => Happy,
        EmotionLabel.Sad => Sad,
        EmotionLabel.Angry => Angry,
        EmotionLabel.Relaxed => Relaxed,
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, "Not an emotion."),
    };

    /// <summary>Reads four values in the order of <see cref="EmotionLabel"/>'s numbers.</summary>
    /// <exception cref="ArgumentException"><paramref name="values"/> does not hold exactly four values.</exception>
    public static EmotionProbabilities From(ReadOnlySpan<double> values) => values.Length == Count
        ? new(values[0], values[1], values[2], values[3])
        : throw new ArgumentException($"Expected {Count} probabilities, got {values.Length}.", nameof(values));

    /// <summary>The emotions from the most to the least probable; ties keep the order of their numbers.</summary>
    public EmotionLabel[] Ranked()
    {
        var self = this;
        return [.. Enum.GetValues<EmotionLabel>().OrderByDescending(label => self[label]).ThenBy(label => label)];
    }

    /// <summary>The most probable emotion; ties go to the lower number.</summary>
    public EmotionLabel Top()
    {
        var best = EmotionLabel.Happy;
        for (var label = EmotionLabel.Sad; label <= EmotionLabel.Relaxed; label++)
        {
            if (this[label] > this[best]) best = label;
        }

        return best;
    }
}
