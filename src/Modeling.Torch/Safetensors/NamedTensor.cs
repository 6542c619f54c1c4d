namespace Cluster.Modeling.Torch.Safetensors;

/// <summary>A tensor of 32-bit floating-point numbers outside libtorch.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
/// <param name="Values">Its numbers, the last dimension running fastest.</param>
internal sealed record NamedTensor(string Name, IReadOnlyList<int> Shape, float[] Values)
{
    /// <summary>The number of values of a shape.</summary>
    public static long CountOf(IEnumerable<int> shape) => shape.Aggregate(1L, (product, size) => checked(product * size));
}
