using System.Text.Json.Serialization;
using Cluster.Modeling.Deep;

namespace Cluster.Modeling.Torch.Networks;

/// <summary>The measures of a network, from which follow the names and shapes of all its numbers: <c>network.json</c> of an artefact. Immutable.</summary>
/// <remarks>
/// Blocks of a 3 x 3 convolution, ReLU and, but for the last, a 2 x 2 maximum; then mean and maximum of each channel over all bands and steps, and a linear layer.
/// The input has two channels: the standardised levels, and each band's place from -1 to 1, without which a network whose end pools over the bands could not tell low from high.
/// Source of that channel: Liu et al., "An intriguing failing of convolutional neural networks and the CoordConv solution", NeurIPS 2018.
/// </remarks>
internal sealed record NetworkPlan
{
    /// <summary>The only architecture.</summary>
    public const string KnownArchitecture = "patch-cnn-v1";

    /// <summary>Channels of the input.</summary>
    public const int InputChannels = 2;

    /// <summary>Which arrangement the numbers belong to.</summary>
    public required string Architecture { get; init; }

    /// <summary>Mel bands of a patch.</summary>
    public required int Bands { get; init; }

    /// <summary>Time steps of a patch.</summary>
    public required int Steps { get; init; }

    /// <summary>Channels of each block.</summary>
    public required IReadOnlyList<int> Channels { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Values of a patch.</summary>
    [JsonIgnore]
    public int Width => Bands * Steps;

    /// <summary>Values that the linear layer reads.</summary>
    [JsonIgnore]
    public int Pooled => 2 * Channels[^1];

    /// <summary>The names and shapes of all numbers.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, int[]> Shapes
    {
        get
        {
            var shapes = new Dictionary<string, int[]>(StringComparer.Ordinal) { [TensorNames.Mean] = [Bands], [TensorNames.Scale] = [Bands] };
            for (var i = 0; i < Channels.Count; i++)
            {
                shapes[TensorNames.Kernel(i)] = [Channels[i], i == 0 ? InputChannels : Channels[i - 1], 3, 3];
                shapes[TensorNames.Offset(i)] = [Channels[i]];
            }

            shapes[TensorNames.HeadWeights] = [Classes, Pooled];
            shapes[TensorNames.HeadOffset] = [Classes];
            return shapes;
        }
    }

    /// <summary>The plan of a training.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="classes">Number of classes.</param>
    public static NetworkPlan Of(DeepTrainingOptions options, int classes) => new()
    {
        Architecture = KnownArchitecture,
        Bands = options.Bands,
        Steps = options.Steps,
        Channels = [.. options.Channels],
        Classes = classes,
    };

    /// <summary>What is wrong with a plan that was read, to follow "network.json"; null when nothing is.</summary>
    public string? FindFlaw()
    {
        if (Architecture != KnownArchitecture) return $"names the architecture '{Architecture}'; this program knows {KnownArchitecture}.";
        return new DeepTrainingOptions { Bands = Bands, Steps = Steps, Channels = Channels }.FindFlaw() is { } flaw ? $"has impossible measures: {flaw}" : null;
    }
}
