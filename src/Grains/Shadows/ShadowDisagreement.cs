using Cluster.Catalog.Shadows;

namespace Cluster.Grains.Shadows;

/// <summary>How much shadows contradict a track's stored answers, as the review queue counts it.</summary>
public static class ShadowDisagreement
{
    /// <summary>Computes it.</summary>
    /// <param name="clips">The track's clips with their answers.</param>
    /// <param name="sure">The confidence from which a model is sure, in [0, 1].</param>
    /// <returns>
    /// In [0, 1]: the mean over clips of the mean over their shadows of the shadow's confidence where answer and shadow are both sure and differ, and 0 where they are not or agree. So 0 means that nothing
    /// surely wrong is known; one clip of many that is counts by its share.
    /// </returns>
    public static double Of(IReadOnlyList<ShadowedClip> clips, double sure)
    {
        if (clips.Count == 0) return 0;
        var sum = 0.0;
        foreach (var clip in clips)
        {
            var label = clip.Answer.Top();
            if (clip.Shadows.Count == 0 || clip.Answer[label] < sure) continue;
            var contradiction = 0.0;
            foreach (var shadow in clip.Shadows)
            {
                var other = shadow.Top();
                if (other != label && shadow[other] >= sure) contradiction += Math.Min(1, shadow[other]);
            }

            sum += contradiction / clip.Shadows.Count;
        }

        return sum / clips.Count;
    }
}
