namespace Cluster.Modeling.Deep;

/// <summary>Where a network is computed.</summary>
public enum DeepDevice
{
    /// <summary>On the first CUDA device where there is one, else on the processor.</summary>
    Auto,

    /// <summary>On the processor.</summary>
    Cpu,

    /// <summary>On the first CUDA device; an error where there is none.</summary>
    Cuda,
}
