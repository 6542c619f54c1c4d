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

    /// <summary>A matrix of counts that were taken before.</summary>
    /// <param name="counts">As <see cref="ToArray"/> gives them.</param>
    /// <exception cref="ArgumentException">They are not 4 by 4, or one is negative.</exception>
    public static AgreementMatrix Of(IReadOnlyList<IReadOnlyList<long>> counts)
    {
        if (counts.Count != EmotionProbabilities.Count || counts.Any(row => row.Count != EmotionProbabilities.Count || row.Any(count => count < 0)))
            throw new ArgumentException("A matrix has 4 by 4 counts, none of them negative.", nameof(counts));
        var matrix = new AgreementMatrix();
        foreach (var champion in Enum.GetValues<EmotionLabel>())
        {
            foreach (var candidate in Enum.GetValues<EmotionLabel>()) matrix.counts.Add(champion, candidate, counts[(int)champion][(int)candidate]);
        }

        return matrix;
    }

    /// <summary>The counts as a 4 by 4 array, champion by candidate.</summary>
    public long[][] ToArray() => counts.ToArray();
}
