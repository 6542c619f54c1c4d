using System.Globalization;

namespace Cluster.Modeling.Torch.Networks;

/// <summary>What the numbers of a network are called in <c>weights.safetensors</c>.</summary>
internal static class TensorNames
{
    /// <summary>Mean of each band in the training rows, in dB.</summary>
    public const string Mean = "standardise.mean";

    /// <summary>Standard deviation of each band, in dB.</summary>
    public const string Scale = "standardise.scale";

    /// <summary>Weights of the linear layer.</summary>
    public const string HeadWeights = "head.weight";

    /// <summary>Offsets of the linear layer.</summary>
    public const string HeadOffset = "head.bias";

    /// <summary>The convolution of a block, its batch normalisation multiplied in.</summary>
    public static string Kernel(int block) => string.Create(CultureInfo.InvariantCulture, $"block{block}.weight");

    /// <summary>What the convolution's output is moved by.</summary>
    public static string Offset(int block) => string.Create(CultureInfo.InvariantCulture, $"block{block}.bias");
}
