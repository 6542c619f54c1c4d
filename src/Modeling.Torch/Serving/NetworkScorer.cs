using System.Buffers;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Deep;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Torch.Native;
using Cluster.Modeling.Torch.Networks;

namespace Cluster.Modeling.Torch.Serving;

/// <summary>The scores of a network. Rows of concurrent callers run in one batch; batches of one caller run in parts.</summary>
/// <remarks>
/// Thread-safe. A row's scores differ by no more than 1e-5 whatever batch it is in. Allocates a few small objects per call, and native memory that is free again before a call returns.
/// </remarks>
internal sealed class NetworkScorer : IModelScorer
{
    /// <summary>Most rows of a batch.</summary>
    public const int LargestBatch = 32;

    private const int QueuedRows = 256;
    private readonly InferenceNetwork network;
    private readonly BandStandardisation standardisation;
    private readonly EmotionLabel[] classes;
    private readonly MicroBatcher batcher;

    /// <exception cref="DeepPartException">libtorch cannot be loaded, or the device is not there.</exception>
    public NetworkScorer(NetworkWeights weights, IReadOnlyList<EmotionLabel> classes, DeepDevice device)
    {
        var chosen = Devices.Choose(device);
        Width = weights.Plan.Width;
        this.classes = [.. classes];
        standardisation = weights.Standardisation;
        network = new InferenceNetwork(weights, chosen);

        // A processor's cores each run a batch on one thread; a CUDA device is one lane, which batches fill better.
        var lanes = chosen.type == TorchSharp.DeviceType.CUDA ? 1 : Environment.ProcessorCount;
        batcher = new MicroBatcher(Width, EmotionProbabilities.Count, LargestBatch, QueuedRows, lanes, Run);
    }

    public int Width { get; }

    public void Score(ReadOnlySpan<float> features, Span<double> scores)
    {
        if (features.Length != Width) throw new ArgumentException($"Expected {Width} features, got {features.Length}.", nameof(features));
        if (scores.Length != EmotionProbabilities.Count)
            throw new ArgumentException($"Expected room for {EmotionProbabilities.Count} emotions, got {scores.Length}.", nameof(scores));
        batcher.Run(features, scores);
    }

    public void ScoreBatch(ReadOnlySpan<float> rows, Span<double> scores)
    {
        var count = ((IModelScorer)this).CountRows(rows, scores);
        for (var row = 0; row < count; row += LargestBatch)
        {
            var part = Math.Min(LargestBatch, count - row);
            Run(rows.Slice(row * Width, part * Width), part, scores.Slice(row * EmotionProbabilities.Count, part * EmotionProbabilities.Count));
        }
    }

    public void Dispose() => network.Dispose();

    private void Run(ReadOnlySpan<float> rows, int count, Span<double> scores)
    {
        var levels = ArrayPool<float>.Shared.Rent(count * Width);
        for (var row = 0; row < count; row++) standardisation.Apply(rows.Slice(row * Width, Width), levels.AsSpan(row * Width, Width));
        Span<float> raw = stackalloc float[count * classes.Length];
        network.Score(levels.AsSpan(0, count * Width), count, raw);
        ArrayPool<float>.Shared.Return(levels);
        scores.Fill(double.NegativeInfinity);
        for (var row = 0; row < count; row++)
        {
            for (var k = 0; k < classes.Length; k++) scores[(row * EmotionProbabilities.Count) + (int)classes[k]] = raw[(row * classes.Length) + k];
        }
    }
}
