using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Agreement;
using Cluster.Modeling.Evaluation;

namespace Cluster.Modeling.Comparison;

/// <summary>Counts of clips by what the champion and what the candidate calls them; needs no labels.</summary>
public sealed class AgreementMatrix
{
    private readonly ConfusionMatrix counts = new();

    private AgreementMatrix()
    {
    }

    /// <summary>Clips that the champion and the candidate call so.</summary>
    public long this[EmotionLabel champion, EmotionLabel candidate] => counts[champion, candidate];

    /// <summary>All clips.</summary>
    public long Total => counts.Total;

    /// <summary>The share of clips that both call the same, in [0, 1]; 0 without clips.</summary>
    public double Share => counts.Accuracy;

    /// <summary>Cohen's kappa of the two models; null where chance explains everything (<see cref="CohenKappa"/>).</summary>
    public double? Kappa => CohenKappa.Of(counts);

    /// <summary>Counts clips.</summary>
    public static AgreementMatrix Of(IEnumerable<PairedClip> clips)
    {
        var matrix = new AgreementMatrix();
        foreach (var clip in clips) matrix.counts.Add(clip.Champion.Top(), clip.Candidate.Top());
        return matrix;
    }

    /// <summary>The counts as a 4 by 4 array, champion by candidate.</summary>
    public long[][] ToArray() => counts.ToArray();
}
