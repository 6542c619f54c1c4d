namespace Cluster.Abstractions.Clips;

/// <summary>One clip for interactive use. The key is its id, <c>trackId#index</c>.</summary>
[Alias("clip-grain")]
public interface IClipGrain : IGrainWithStringKey
{
    /// <summary>The clip with its prediction; null when there is none.</summary>
    [Repeatable, ResponseTimeout(RepeatableAttribute.Patience), Alias("get")]
    Task<Clip?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>The clip's cached features; null when there are none under this schema.</summary>
    [Repeatable, ResponseTimeout(RepeatableAttribute.Patience), Alias("features")]
    Task<FeatureVector?> GetFeaturesAsync(string schemaId, CancellationToken cancellationToken = default);
}
