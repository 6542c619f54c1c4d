using MathNet.Numerics.Distributions;

namespace Cluster.Modeling.Comparison;

/// <summary>How many more labels a verdict on two models takes.</summary>
/// <param name="Have">Labelled clips so far.</param>
/// <param name="Needed">Labelled clips that show <paramref name="Difference"/> with the wanted power.</param>
/// <param name="Difference">The difference of accuracies that is looked for: the smallest that matters, or a greater one that the labels so far leave no doubt about.</param>
/// <param name="Discordance">The share of clips on which exactly one model is right, as estimated.</param>
/// <param name="DesignEffect">How many times more clips it takes because they come in groups; at least 1.</param>
public sealed record LabelsNeeded(int Have, long Needed, double Difference, double Discordance, double DesignEffect)
{
    private const double Tiny = 1e-9;

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
    /// <para>The design effect is the variance of the difference summed over groups, <c>sum (d_g - n_g d)^2</c> with <c>d_g = c_g - b_g</c> and mean difference d of a clip, over that of
    /// independent clips, <c>b + c - n d^2</c>: the cluster-robust variance of Liang and Zeger, Biometrika 73, 1986. The sample size is <see cref="McNemarSampleSize"/>.</para>
    /// <para>Where one model is far better, the smallest difference that matters is not the question any more: then the bound of the difference's interval that is nearer to 0 is looked
    /// for. It is by Student's t over the groups and never narrower than independent clips give it, and needs <see cref="PairedGroupBootstrap.LeastGroups"/> groups.</para>
    /// </remarks>
    public static LabelsNeeded Of(IReadOnlyList<PairedClip> clips, double difference, double alpha = 0.05, double power = 0.80)
    {
        if (clips.Count == 0) throw new ArgumentException("No clips to estimate from: score some clips with both models first.", nameof(clips));
        int labelled = 0, different = 0;
        var groups = new Dictionary<string, (int Clips, int Excess)>(StringComparer.Ordinal);
        var discordant = 0;
        foreach (var clip in clips)
        {
            var (champion, candidate) = (clip.Champion.Top(), clip.Candidate.Top());
            if (champion != candidate) different++;
            if (clip.Truth is not { } truth) continue;
            labelled++;
            var excess = (candidate == truth ? 1 : 0) - (champion == truth ? 1 : 0);
            if (excess != 0) discordant++;
            var group = groups.GetValueOrDefault(clip.Group);
            groups[clip.Group] = (group.Clips + 1, group.Excess + excess);
        }

        var most = (different + 1.0) / (clips.Count + 2.0);
        var discordance = labelled == 0 ? most : Math.Min(most, (discordant + 1.0) / (labelled + 2.0));
        var mean = labelled == 0 ? 0 : (double)groups.Values.Sum(group => group.Excess) / labelled;
        var spread = groups.Values.Sum(group => Math.Pow(group.Excess - (group.Clips * mean), 2));
        var independent = discordant - (labelled * mean * mean);
        var effect = independent > Tiny ? Math.Max(1, spread / independent) : 1;
        var looked = Math.Max(difference, NearerBound(groups.Values, labelled, discordance, spread, alpha));
        return new LabelsNeeded(labelled, (long)Math.Ceiling(effect * McNemarSampleSize.Of(discordance, looked, alpha, power)), looked, discordance, effect);
    }

    // Below 0 where the interval holds 0. Two clips are added, as to the discordance: a few lucky ones are no certainty.
    private static double NearerBound(Dictionary<string, (int Clips, int Excess)>.ValueCollection groups, int labelled, double discordance, double spread, double alpha)
    {
        if (groups.Count < PairedGroupBootstrap.LeastGroups) return 0;
        var mean = Math.Abs(groups.Sum(group => group.Excess)) / (labelled + 2.0);
        var robust = spread * groups.Count / (groups.Count - 1) / ((double)labelled * labelled);
        var variance = Math.Max(robust, (discordance - (mean * mean)) / labelled);
        return mean - (StudentT.InvCDF(0, 1, groups.Count - 1, 1 - (alpha / 2)) * Math.Sqrt(Math.Max(0, variance)));
    }
}
