namespace Cluster.Modeling.Comparison;

/// <summary>How many more labels a verdict on two models takes.</summary>
/// <param name="Have">Labelled clips so far.</param>
/// <param name="Needed">Labelled clips that show the smallest difference that matters with the wanted power.</param>
/// <param name="Discordance">The share of clips on which exactly one model is right, as estimated.</param>
/// <param name="DesignEffect">How many times more clips it takes because they come in groups; at least 1.</param>
public sealed record LabelsNeeded(int Have, long Needed, double Discordance, double DesignEffect)
{
    /// <summary>Labels still to be given; 0 when there are enough.</summary>
    public long Still => Math.Max(0, Needed - Have);

    /// <summary>Estimates it.</summary>
    /// <param name="clips">Clips with both models' probabilities, some of them labelled.</param>
    /// <param name="difference">The smallest difference of accuracies that matters, in (0, 1].</param>
    /// <param name="alpha">Two-sided.</param>
    /// <param name="power">The chance to see a difference of that size.</param>
    /// <remarks>
    /// <para>Discordance is <c>(b + c + 1) / (n + 2)</c> of the n labelled clips, so that a few lucky ones do not promise too much, and at most the share of all
    /// clips that the models call differently (both cannot be right, nor one alone, where they agree). Without labels it is that share.</para>
    /// <para>The design effect is the variance of the difference summed over groups, <c>sum (b_g - c_g)^2</c>, over that of independent clips, <c>b + c</c>:
    /// the cluster-robust variance of Liang and Zeger, Biometrika 73, 1986. The sample size is <see cref="McNemarSampleSize"/>.</para>
    /// </remarks>
    public static LabelsNeeded Of(IReadOnlyList<PairedClip> clips, double difference, double alpha = 0.05, double power = 0.80)
    {
        if (clips.Count == 0) throw new ArgumentException("No clips to estimate from: score some clips with both models first.", nameof(clips));
        int labelled = 0, different = 0;
        var excess = new Dictionary<string, long>(StringComparer.Ordinal);
        long discordant = 0;
        foreach (var clip in clips)
        {
            var (champion, candidate) = (clip.Champion.Top(), clip.Candidate.Top());
            if (champion != candidate) different++;
            if (clip.Truth is not { } truth) continue;
            labelled++;
            if ((champion == truth) == (candidate == truth)) continue;
            discordant++;
            excess[clip.Group] = excess.GetValueOrDefault(clip.Group) + (candidate == truth ? 1 : -1);
        }

        var most = (different + 1.0) / (clips.Count + 2.0);
        var discordance = labelled == 0 ? most : Math.Min(most, (discordant + 1.0) / (labelled + 2.0));
        var effect = discordant == 0 ? 1 : Math.Max(1, (double)excess.Values.Sum(d => d * d) / discordant);
        return new LabelsNeeded(labelled, (long)Math.Ceiling(effect * McNemarSampleSize.Of(discordance, difference, alpha, power)), discordance, effect);
    }
}
