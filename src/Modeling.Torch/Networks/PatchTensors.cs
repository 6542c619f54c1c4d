using System.Runtime.InteropServices;
using TorchSharp;

namespace Cluster.Modeling.Torch.Networks;

/// <summary>Numbers to tensors, and the parts of the pass through a network that training and serving share.</summary>
internal static class PatchTensors
{
    /// <summary>Copies values into a new tensor.</summary>
    /// <param name="values">As many as the shape says.</param>
    /// <param name="device">Where it is to lie.</param>
    /// <param name="shape">Its sizes, outermost first.</param>
    public static torch.Tensor Of(ReadOnlySpan<float> values, torch.Device device, params long[] shape)
    {
        var tensor = torch.empty(shape, torch.float32);
        values.CopyTo(MemoryMarshal.Cast<byte, float>(tensor.bytes));
        return tensor.to(device);
    }

    /// <summary>Copies a tensor's values out of libtorch.</summary>
    public static float[] ToArray(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return MemoryMarshal.Cast<byte, float>(tensor.detach().cpu().contiguous().bytes).ToArray();
    }

    /// <summary>The second channel of the input: each band's place, from -1 for the lowest to 1 for the highest; <c>[1, 1, bands, steps]</c>.</summary>
    public static torch.Tensor Places(NetworkPlan plan, torch.Device device)
    {
        var places = new float[plan.Width];
        for (var i = 0; i < places.Length; i++) places[i] = (2f * (i / plan.Steps) / (plan.Bands - 1)) - 1;
        return Of(places, device, 1, 1, plan.Bands, plan.Steps);
    }

    /// <summary>The input of the network: <c>[count, 2, bands, steps]</c>.</summary>
    /// <param name="levels">Standardised levels, row-major <c>[count, bands, steps]</c>.</param>
    /// <param name="count">Number of patches.</param>
    /// <param name="plan">The measures.</param>
    /// <param name="places">What <see cref="Places"/> gave.</param>
    /// <param name="device">Where the network lies.</param>
    public static torch.Tensor Input(ReadOnlySpan<float> levels, int count, NetworkPlan plan, torch.Tensor places, torch.Device device) =>
        torch.cat([Of(levels, device, count, 1, plan.Bands, plan.Steps), places.expand(count, 1, plan.Bands, plan.Steps)], 1);

    /// <summary>Mean and maximum of each channel over all bands and steps: <c>[count, 2 * channels]</c>.</summary>
    public static torch.Tensor Pool(torch.Tensor signal) => torch.cat([signal.mean([2, 3]), signal.amax([2, 3])], 1);
}
