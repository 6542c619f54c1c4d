using System.Text.Json;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Deep;
using Cluster.Modeling.Torch.Networks;
using Cluster.Modeling.Torch.Safetensors;
using Cluster.Modeling.Torch.Training;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Torch;

/// <summary>The deep-learning part, as hosts see it. Reading and verifying a model needs no libtorch; scoring and training do.</summary>
public sealed class TorchPart : IDeepPart
{
    /// <inheritdoc/>
    public IReadOnlyList<string> FileNames => DeepPart.FileNames;

    /// <inheritdoc/>
    public ITrainingProcedure CreateProcedure(DeepTrainingOptions options) => new NetworkProcedure(options);

    /// <inheritdoc/>
    public IModelWeights Read(ModelManifest manifest, IReadOnlyDictionary<string, byte[]> files)
    {
        var (planFile, weightsFile) = (DeepPart.FileNames[0], DeepPart.FileNames[1]);
        NetworkPlan plan;
        try
        {
            plan = NetworkJson.Read(files[planFile]);
        }
        catch (JsonException failure)
        {
            throw new ModelArtefactException($"'{planFile}' of the artefact cannot be read: {failure.Message}", failure);
        }

        if (plan.FindFlaw() is { } flaw) throw new ModelArtefactException($"'{planFile}' of the artefact {flaw}");
        if (plan.Width != manifest.Features.Count)
            throw new ModelArtefactException($"'{planFile}' of the artefact has a patch of {plan.Bands} x {plan.Steps} values, the manifest has {manifest.Features.Count} features.");
        if (plan.Classes != manifest.Classes.Count)
            throw new ModelArtefactException($"'{planFile}' of the artefact has {plan.Classes} classes, the manifest has {manifest.Classes.Count}.");
        IReadOnlyDictionary<string, NamedTensor> tensors;
        try
        {
            tensors = SafetensorsFile.Read(files[weightsFile]);
        }
        catch (InvalidDataException failure)
        {
            throw new ModelArtefactException($"'{weightsFile}' of the artefact is damaged: {failure.Message}.", failure);
        }

        if (FindFlaw(plan, tensors) is { } mismatch) throw new ModelArtefactException($"'{weightsFile}' of the artefact {mismatch}.");
        return new NetworkWeights(plan, tensors);
    }

    private static string? FindFlaw(NetworkPlan plan, IReadOnlyDictionary<string, NamedTensor> tensors)
    {
        var shapes = plan.Shapes;
        if (shapes.Keys.FirstOrDefault(name => !tensors.ContainsKey(name)) is { } missing) return $"lacks '{missing}'";
        if (tensors.Keys.FirstOrDefault(name => !shapes.ContainsKey(name)) is { } foreign) return $"holds '{foreign}', which is no part of the network";
        foreach (var (name, shape) in shapes)
        {
            var tensor = tensors[name];
            if (!tensor.Shape.SequenceEqual(shape)) return $"has '{name}' in the shape [{string.Join(", ", tensor.Shape)}]; the network's is [{string.Join(", ", shape)}]";
            if (!tensor.Values.All(float.IsFinite)) return $"has a number in '{name}' that is not finite";
        }

        return tensors[TensorNames.Scale].Values.All(scale => scale >= 0) ? null : $"has a negative number in '{TensorNames.Scale}'";
    }
}
