namespace Cluster.Modeling.Comparison;

/// <summary>How much of a part of the catalogue would change.</summary>
/// <param name="Name">The emotion as the champion calls it, the genre, or the artist.</param>
/// <param name="Clips">Its clips.</param>
/// <param name="Flips">Those whose emotion would change.</param>
public sealed record ReplayPart(string Name, long Clips, long Flips)
{
    /// <summary>The share that would change, in [0, 1].</summary>
    public double Share => Clips == 0 ? 0 : (double)Flips / Clips;
}
