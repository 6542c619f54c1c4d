using Cluster.Abstractions.Emotions;

namespace Cluster.Catalog.Drifts;

/// <summary>Joins labels with predictions, and counts them. Safe for concurrent use.</summary>
public interface ILabelFigures
{
    /// <summary>A model's stored predictions of what was labelled after a time, newest label first. A whole track's label goes with the track's prediction, a clip's with the clip's.</summary>
    /// <param name="modelVersion">The model.</param>
    /// <param name="after">Labels that came before are left out: the model may have been trained on them.</param>
    /// <param name="limit">Most rows; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<LabelledPrediction>> ReadLabelledAsync(string modelVersion, DateTimeOffset after, int limit, CancellationToken cancellationToken);

    /// <summary>Counts labels by emotion.</summary>
    Task<LabelCounts> CountLabelsAsync(DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>What a model said of what somebody labelled.</summary>
/// <param name="Probabilities">The prediction.</param>
/// <param name="Truth">The label.</param>
public sealed record LabelledPrediction(EmotionProbabilities Probabilities, EmotionLabel Truth);

/// <summary>Labels by emotion.</summary>
/// <param name="ByEmotion">All labels on tracks with audio, in the order of the emotions' numbers.</param>
/// <param name="Since">Those among them that came after the time asked for.</param>
public sealed record LabelCounts(IReadOnlyList<long> ByEmotion, long Since)
{
    /// <summary>All labels.</summary>
    public long Total => ByEmotion.Sum();
}
