using System.Runtime.InteropServices;
using Cluster.Modeling.Torch.Networks;
using Cluster.Modeling.Torch.Safetensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Cluster.Modeling.Torch.Training;

/// <summary>A network while it is trained: convolutions followed by batch normalisation, and dropout whose masks are given to it.</summary>
/// <remarks>
/// Whatever is drawn is drawn from a <see cref="Random"/> of its own: libtorch's generator belongs to the whole process, and folds that train side by side would take numbers from each other.
/// Source of the starting weights: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers", ICCV 2015.
/// </remarks>
internal sealed class TrainingNetwork : IDisposable
{
    private readonly NetworkPlan plan;
    private readonly torch.Device device;
    private readonly (Conv2d Convolution, BatchNorm2d Normalisation)[] blocks;
    private readonly Linear head;
    private readonly torch.Tensor places;

    public TrainingNetwork(NetworkPlan plan, torch.Device device, Random random)
    {
        (this.plan, this.device) = (plan, device);
        blocks = [.. plan.Channels.Select((channels, i) =>
            (Conv2d(i == 0 ? NetworkPlan.InputChannels : plan.Channels[i - 1], channels, 3, padding: 1, bias: false), BatchNorm2d(channels)))];
        head = Linear(plan.Pooled, plan.Classes);
        places = PatchTensors.Places(plan, torch.CPU);
        foreach (var (convolution, _) in blocks) Draw(convolution.weight, (int)convolution.weight.shape[1] * 9, random);
        Draw(head.weight, 2 * plan.Pooled, random);
        using (torch.no_grad()) head.bias!.zero_();
        if (device.type == DeviceType.CPU) return;
        foreach (var module in Modules) module.to(device);
        places = places.to(device, disposeAfter: true);
    }

    /// <summary>What the optimiser moves.</summary>
    public IEnumerable<Parameter> Parameters => Modules.SelectMany(module => module.parameters());

    private IEnumerable<Module> Modules => blocks.SelectMany(block => new Module[] { block.Convolution, block.Normalisation }).Append(head);

    /// <summary>Switches batch normalisation between the batch's figures and the running ones.</summary>
    public void SetTraining(bool training)
    {
        foreach (var module in Modules) module.train(training);
    }

    /// <summary>The scores of standardised patches, <c>[count, classes]</c>.</summary>
    /// <param name="levels">Row-major <c>[count, bands, steps]</c>.</param>
    /// <param name="count">Number of patches.</param>
    /// <param name="kept">What each pooled value is multiplied by, row-major <c>[count, pooled]</c>; empty for no dropout.</param>
    public torch.Tensor Forward(ReadOnlySpan<float> levels, int count, ReadOnlySpan<float> kept)
    {
        var signal = PatchTensors.Input(levels, count, plan, places, device);
        for (var i = 0; i < blocks.Length; i++)
        {
            signal = functional.relu(blocks[i].Normalisation.forward(blocks[i].Convolution.forward(signal)));
            if (i < blocks.Length - 1) signal = functional.max_pool2d(signal, 2);
        }

        var pooled = PatchTensors.Pool(signal);
        return head.forward(kept.IsEmpty ? pooled : pooled * PatchTensors.Of(kept, device, count, plan.Pooled));
    }

    /// <summary>The numbers for serving: each batch normalisation is multiplied into the convolution before it.</summary>
    public NetworkWeights ToWeights(BandStandardisation standardisation)
    {
        var tensors = new List<NamedTensor> { new(TensorNames.Mean, [plan.Bands], standardisation.Mean), new(TensorNames.Scale, [plan.Bands], standardisation.Scale) };
        for (var i = 0; i < blocks.Length; i++)
        {
            var (convolution, normalisation) = blocks[i];
            var kernel = PatchTensors.ToArray(convolution.weight);
            var (gain, offset) = (PatchTensors.ToArray(normalisation.weight!), PatchTensors.ToArray(normalisation.bias!));
            var (mean, variance) = (PatchTensors.ToArray(normalisation.running_mean!), PatchTensors.ToArray(normalisation.running_var!));
            var perChannel = kernel.Length / gain.Length;
            for (var channel = 0; channel < gain.Length; channel++)
            {
                var factor = gain[channel] / Math.Sqrt(variance[channel] + normalisation.eps);
                for (var j = channel * perChannel; j < (channel + 1) * perChannel; j++) kernel[j] = (float)(kernel[j] * factor);
                offset[channel] = (float)(offset[channel] - (mean[channel] * factor));
            }

            tensors.Add(new NamedTensor(TensorNames.Kernel(i), plan.Shapes[TensorNames.Kernel(i)], kernel));
            tensors.Add(new NamedTensor(TensorNames.Offset(i), plan.Shapes[TensorNames.Offset(i)], offset));
        }

        tensors.Add(new NamedTensor(TensorNames.HeadWeights, plan.Shapes[TensorNames.HeadWeights], PatchTensors.ToArray(head.weight)));
        tensors.Add(new NamedTensor(TensorNames.HeadOffset, plan.Shapes[TensorNames.HeadOffset], PatchTensors.ToArray(head.bias!)));
        return new NetworkWeights(plan, tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal));
    }

    public void Dispose()
    {
        foreach (var module in Modules) module.Dispose();
        places.Dispose();
    }

    // Bell-shaped with variance 2 / inputs, so that signals keep their size from block to block.
    private static void Draw(torch.Tensor weights, int inputs, Random random)
    {
        var values = MemoryMarshal.Cast<byte, float>(weights.bytes);
        var deviation = Math.Sqrt(2.0 / inputs);
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }
}
