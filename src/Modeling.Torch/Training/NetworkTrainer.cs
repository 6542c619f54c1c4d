using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Deep;
using Cluster.Modeling.Torch.Networks;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Cluster.Modeling.Torch.Training;

/// <summary>Trains one network on some rows, and keeps it as it was when it did best on others.</summary>
/// <remarks>
/// AdamW on the cross-entropy, classes weighted by the inverse of their number; the learning rate falls along half a cosine. On the processor, the same rows and seed give the same numbers.
/// Sources: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019; the same, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017 (the cosine).
/// </remarks>
internal sealed class NetworkTrainer
{
    private const int NoteEvery = 5;
    private readonly LabelledTable table;
    private readonly DeepTrainingOptions options;
    private readonly NetworkPlan plan;
    private readonly torch.Device device;
    private readonly EmotionLabel[] classes;

    public NetworkTrainer(LabelledTable table, DeepTrainingOptions options, torch.Device device, IReadOnlyList<EmotionLabel> classes)
    {
        (this.table, this.options, this.device, this.classes) = (table, options, device, [.. classes]);
        plan = NetworkPlan.Of(options, classes.Count);
    }

    /// <summary>Trains.</summary>
    /// <param name="training">Indices of the rows that are learnt from.</param>
    /// <param name="heldOut">Indices of the rows that say when to stop.</param>
    /// <param name="seed">Seed of starting weights, order, masks and dropout.</param>
    /// <param name="note">Told now and then how far it is; may be null.</param>
    /// <param name="cancellationToken">Asked before every batch.</param>
    public (NetworkWeights Weights, EarlyStopping Stopping) Train(int[] training, int[] heldOut, int seed, Action<string>? note, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var standardisation = BandStandardisation.Fit(table, training, plan.Bands, plan.Steps);
        using var scope = torch.NewDisposeScope();
        using var network = new TrainingNetwork(plan, device, random);
        using var optimiser = torch.optim.AdamW(network.Parameters, options.LearningRate, weight_decay: options.WeightDecay);
        var weights = PatchTensors.Of(ClassWeights(training), device, classes.Length);
        var stopping = new EarlyStopping(options.Patience);
        NetworkWeights? best = null;
        var order = training.ToArray();
        for (var epoch = 0; epoch < options.Epochs && !stopping.IsOver; epoch++)
        {
            var rate = options.LearningRate * (1 + Math.Cos(Math.PI * epoch / options.Epochs)) / 2;
            foreach (var group in optimiser.ParamGroups) group.LearningRate = rate;
            random.Shuffle(order);
            network.SetTraining(true);
            foreach (var batch in order.Chunk(options.BatchSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Learn(network, optimiser, weights, standardisation, batch, random);
            }

            network.SetTraining(false);
            if (stopping.IsBetter(LogLoss(network, standardisation, heldOut, cancellationToken))) best = network.ToWeights(standardisation);
            if (stopping.Epoch % NoteEvery == 0)
                note?.Invoke(string.Create(CultureInfo.InvariantCulture, $"epoch {stopping.Epoch} of up to {options.Epochs}, best held-out log-loss {stopping.BestLoss:F3} in epoch {stopping.BestEpoch}"));
        }

        return best is not null
            ? (best, stopping)
            : throw new DatasetException("The network's numbers grew beyond all bounds: train with a lower learning rate.");
    }

    private void Learn(
        TrainingNetwork network, torch.optim.Optimizer optimiser, torch.Tensor weights, BandStandardisation standardisation, int[] batch, Random random)
    {
        using var scope = torch.NewDisposeScope();
        var levels = Standardise(standardisation, batch);
        for (var i = 0; i < batch.Length; i++) PatchMask.Apply(levels.AsSpan(i * plan.Width, plan.Width), plan.Bands, plan.Steps, options.MaskShare, random);
        var kept = new float[batch.Length * plan.Pooled];
        for (var i = 0; i < kept.Length; i++) kept[i] = random.NextDouble() < options.Dropout ? 0 : (float)(1 / (1 - options.Dropout));
        optimiser.zero_grad();
        var scores = network.Forward(levels, batch.Length, kept);
        var loss = functional.cross_entropy(scores, Truths(batch), weights, label_smoothing: options.LabelSmoothing);
        loss.backward();
        optimiser.step();
    }

    private torch.Tensor Truths(int[] rows) => torch.tensor(Array.ConvertAll(rows, row => (long)ClassOf(row))).to(device);

    private double LogLoss(TrainingNetwork network, BandStandardisation standardisation, int[] rows, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        foreach (var batch in rows.Chunk(options.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            using var noGradient = torch.no_grad();
            var scores = PatchTensors.ToArray(network.Forward(Standardise(standardisation, batch), batch.Length, []));
            for (var i = 0; i < batch.Length; i++)
            {
                var row = scores.AsSpan(i * classes.Length, classes.Length);
                double greatest = float.NegativeInfinity, total = 0;
                foreach (var score in row) greatest = Math.Max(greatest, score);
                foreach (var score in row) total += Math.Exp(score - greatest);
                sum += greatest + Math.Log(total) - row[ClassOf(batch[i])];
            }
        }

        return sum / rows.Length;
    }

    private float[] Standardise(BandStandardisation standardisation, int[] rows)
    {
        var levels = new float[rows.Length * plan.Width];
        for (var i = 0; i < rows.Length; i++) standardisation.Apply(table.Rows[rows[i]].Features, levels.AsSpan(i * plan.Width, plan.Width));
        return levels;
    }

    private float[] ClassWeights(int[] rows)
    {
        var counts = new int[classes.Length];
        foreach (var row in rows) counts[ClassOf(row)]++;
        return Array.ConvertAll(counts, count => (float)rows.Length / (classes.Length * Math.Max(1, count)));
    }

    private int ClassOf(int row) => Array.IndexOf(classes, table.Rows[row].Label);
}
