namespace Cluster.Modeling.Torch.Tests.Support;

/// <summary>Tests that nothing else may run beside.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
