using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Deep;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Torch.Safetensors;
using Cluster.Modeling.Torch.Serving;

namespace Cluster.Modeling.Torch.Networks;

/// <summary>A trained network outside libtorch: its measures and its numbers. Immutable.</summary>
/// <param name="plan">The measures.</param>
/// <param name="tensors">The numbers by name, exactly those of the plan.</param>
internal sealed class NetworkWeights(NetworkPlan plan, IReadOnlyDictionary<string, NamedTensor> tensors) : IModelWeights
{
    public NetworkPlan Plan => plan;

    public IModelFamily Family => new TorchPart();

    /// <summary>The numbers of a name.</summary>
    public NamedTensor this[string name] => tensors[name];

    public BandStandardisation Standardisation => new(tensors[TensorNames.Mean].Values, tensors[TensorNames.Scale].Values, plan.Steps);

    public IReadOnlyDictionary<string, byte[]> ToFiles() => new Dictionary<string, byte[]>
    {
        [DeepPart.FileNames[0]] = NetworkJson.Write(plan),
        [DeepPart.FileNames[1]] = SafetensorsFile.Write(tensors.Values),
    };

    public IModelScorer CreateScorer(IReadOnlyList<EmotionLabel> classes) => new NetworkScorer(this, classes, DeepDevice.Auto);
}
