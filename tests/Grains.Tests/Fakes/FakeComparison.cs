using System.Collections.Concurrent;
using Cluster.Grains.Promotion;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>Knows what a test says of a candidate.</summary>
internal sealed class FakeComparison : IPromotionComparison
{
    public ConcurrentDictionary<string, PromotionFindings> Known { get; } = new(StringComparer.Ordinal);

    public Task<PromotionFindings> FindAsync(string candidate, string champion, CancellationToken cancellationToken) =>
        Task.FromResult(Known.GetValueOrDefault(candidate, PromotionFindings.None));
}
