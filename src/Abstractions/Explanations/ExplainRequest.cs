namespace Cluster.Abstractions.Explanations;

/// <summary>What is asked for of an explanation.</summary>
/// <param name="Method">The method.</param>
/// <param name="FeatureLimit">The most features that are listed, 0 to <see cref="MaxFeatureLimit"/>; the rest is summed.</param>
[GenerateSerializer, Immutable, Alias("explain-request")]
public sealed record ExplainRequest(
    [property: Id(0)] ExplanationMethod Method = ExplanationMethod.Shap,
    [property: Id(1)] int FeatureLimit = ExplainRequest.DefaultFeatureLimit)
{
    /// <summary>Features that are listed unless it is said otherwise.</summary>
    public const int DefaultFeatureLimit = 20;

    /// <summary>The most features that are listed: all of a model that is explained by feature.</summary>
    public const int MaxFeatureLimit = 512;
}
