namespace Cluster.Abstractions.Explanations;

/// <summary>Says why a clip's stored prediction is what it is. The key is the clip's id, <c>trackId#index</c>.</summary>
/// <remarks>A grain beside the clip's own: reading a clip does not wait while it is explained.</remarks>
[Alias("explanation-grain")]
public interface IExplanationGrain : IGrainWithStringKey
{
    /// <summary>Explains the stored prediction by the model version that made it, from cached features. Audio is never decoded for it.</summary>
    [Alias("explain")]
    Task<ExplainOutcome> ExplainAsync(ExplainRequest request, CancellationToken cancellationToken = default);
}
