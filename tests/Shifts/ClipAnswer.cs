using Cluster.Abstractions.Emotions;

namespace Cluster.Shifts;

/// <summary>What is computed of one file, and what the model says of it.</summary>
/// <param name="Vector">The features, in the schema's order.</param>
/// <param name="Prediction">The answer.</param>
public sealed record ClipAnswer(float[] Vector, Prediction Prediction)
{
    /// <summary>Whether it would be tagged without a person.</summary>
    public bool IsSure => Prediction.Decision == TagDecision.Tagged;
}

/// <summary>One clip as it is and shifted.</summary>
/// <param name="Name">Of the recording, for people.</param>
/// <param name="Plain">As it is.</param>
/// <param name="Shifted">By <see cref="Shift"/>.</param>
public sealed record ShiftedClip(string Name, ClipAnswer Plain, IReadOnlyDictionary<Shift, ClipAnswer> Shifted);
