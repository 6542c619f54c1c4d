namespace Cluster.Modeling.Preprocessing;

/// <summary>What kind of preparation is fitted.</summary>
/// <param name="Shaped">True for chroma alignment and a power transform in the place of the plain z-score.</param>
/// <param name="Components">Principal components that are kept; 0 to keep the features.</param>
internal sealed record PreparationPlan(bool Shaped, int Components = 0);
