namespace Cluster.Modeling.Torch.Training;

/// <summary>Hides a stretch of time and a stretch of bands of a training patch, so that a network does not rely on any of them.</summary>
/// <remarks>Hidden levels become 0, each band's mean. Source: Park et al., "SpecAugment: A Simple Data Augmentation Method for Automatic Speech Recognition", Interspeech 2019, without warping.</remarks>
internal static class PatchMask
{
    /// <summary>Hides one stretch of each kind, of random length from 0.</summary>
    /// <param name="levels">Standardised levels, all steps of band 0 first; changed in place.</param>
    /// <param name="bands">Number of bands.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="share">Greatest share of bands, and of steps, that is hidden; 0 hides nothing.</param>
    /// <param name="random">Draws places and lengths; four draws whatever they are.</param>
    public static void Apply(Span<float> levels, int bands, int steps, double share, Random random)
    {
        var (firstBand, bandCount) = Draw(bands, share, random);
        var (firstStep, stepCount) = Draw(steps, share, random);
        levels.Slice(firstBand * steps, bandCount * steps).Clear();
        for (var band = 0; band < bands; band++) levels.Slice((band * steps) + firstStep, stepCount).Clear();
    }

    private static (int First, int Count) Draw(int length, double share, Random random)
    {
        var count = random.Next((int)(length * share) + 1);
        return (random.Next(length - count + 1), count);
    }
}
