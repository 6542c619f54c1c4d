using System.Runtime.InteropServices;
using Cluster.Modeling.Torch.Networks;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Cluster.Modeling.Torch.Serving;

/// <summary>A network's numbers as tensors on a device, and the pass through it. Immutable and thread-safe; native memory until it is disposed of.</summary>
internal sealed class InferenceNetwork : IDisposable
{
    private readonly NetworkPlan plan;
    private readonly torch.Device device;
    private readonly (torch.Tensor Kernel, torch.Tensor Offset)[] blocks;
    private readonly torch.Tensor headWeights;
    private readonly torch.Tensor headOffset;
    private readonly torch.Tensor places;

    public InferenceNetwork(NetworkWeights weights, torch.Device device)
    {
        (plan, this.device) = (weights.Plan, device);
        using var scope = torch.NewDisposeScope();
        blocks = [.. Enumerable.Range(0, plan.Channels.Count).Select(i => (Load(weights, TensorNames.Kernel(i)), Load(weights, TensorNames.Offset(i))))];
        headWeights = Load(weights, TensorNames.HeadWeights);
        headOffset = Load(weights, TensorNames.HeadOffset);
        places = PatchTensors.Places(plan, device).DetachFromDisposeScope();
    }

    /// <summary>Computes the scores of standardised patches.</summary>
    /// <param name="levels">Row-major <c>[count, bands, steps]</c>.</param>
    /// <param name="count">Number of patches.</param>
    /// <param name="scores">Receives row-major <c>[count, classes]</c>.</param>
    public void Score(ReadOnlySpan<float> levels, int count, Span<float> scores)
    {
        using var scope = torch.NewDisposeScope();
        using var inference = torch.inference_mode();
        var signal = PatchTensors.Input(levels, count, plan, places, device);
        for (var i = 0; i < blocks.Length; i++)
        {
            signal = functional.relu(functional.conv2d(signal, blocks[i].Kernel, blocks[i].Offset, padding: [1, 1]));
            if (i < blocks.Length - 1) signal = functional.max_pool2d(signal, 2);
        }

        var result = functional.linear(PatchTensors.Pool(signal), headWeights, headOffset).cpu();
        MemoryMarshal.Cast<byte, float>(result.bytes)[..scores.Length].CopyTo(scores);
    }

    public void Dispose()
    {
        foreach (var (kernel, offset) in blocks)
        {
            kernel.Dispose();
            offset.Dispose();
        }

        headWeights.Dispose();
        headOffset.Dispose();
        places.Dispose();
    }

    private torch.Tensor Load(NetworkWeights weights, string name) =>
        PatchTensors.Of(weights[name].Values, device, [.. weights[name].Shape.Select(size => (long)size)]).DetachFromDisposeScope();
}
