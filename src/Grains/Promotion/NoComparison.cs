namespace Cluster.Grains.Promotion;

/// <summary>Knows of no comparison.</summary>
public sealed class NoComparison : IPromotionComparison
{
    /// <inheritdoc/>
    public Task<PromotionFindings> FindAsync(string candidate, string champion, CancellationToken cancellationToken) => Task.FromResult(PromotionFindings.None);
}
