using Cluster.Abstractions.Emotions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Cluster.Modeling.Training;

/// <summary>Multinomial logistic regression by ML.NET's L-BFGS, reduced to plain weights.</summary>
/// <remarks>
/// Minimises the summed log-loss plus <c>l2 / 2</c> times the squared weights, bias not penalised: scikit-learn's <c>LogisticRegression(C = 1 / l2)</c>.
/// Single-threaded and started from zero, so that the same rows give the same weights.
/// </remarks>
internal static class LogisticRegression
{
    public const string Name = "multinomial-logistic-regression";
    public const string VersionPrefix = "lr";

    /// <summary>Trains on prepared rows.</summary>
    /// <param name="rows">Prepared vectors of one length, none of them with a missing value.</param>
    /// <param name="labels">One per row.</param>
    /// <param name="classes">The emotions among the labels, by rising number.</param>
    /// <param name="l2">The penalty; above 0.</param>
    /// <param name="seed">Seed of the ML.NET context.</param>
    public static (double[][] Weights, double[] Bias) Fit(
        IReadOnlyList<float[]> rows, IReadOnlyList<EmotionLabel> labels, IReadOnlyList<EmotionLabel> classes, double l2, int seed)
    {
        var context = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        schema[nameof(Example.Label)].ColumnType = new KeyDataViewType(typeof(uint), classes.Count);
        var keys = new uint[EmotionProbabilities.Count];
        for (var k = 0; k < classes.Count; k++) keys[(int)classes[k]] = (uint)k;   // from 0: the loader adds the 1 of ML.NET's keys
        var examples = new Example[rows.Count];
        for (var i = 0; i < examples.Length; i++) examples[i] = new Example { Features = rows[i], Label = keys[(int)labels[i]] };

        var trainer = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = nameof(Example.Label),
            FeatureColumnName = nameof(Example.Features),
            L1Regularization = 0,
            L2Regularization = (float)l2,
            OptimizationTolerance = 1e-6f,
            HistorySize = 20,
            MaximumNumberOfIterations = 500,
            InitialWeightsDiameter = 0,
            NumberOfThreads = 1,
            DenseOptimizer = true,
        });
        var model = trainer.Fit(context.Data.LoadFromEnumerable(examples, schema)).Model;
        VBuffer<float>[] buffers = [];
        model.GetWeights(ref buffers, out var count);
        var weights = new double[count][];
        for (var k = 0; k < count; k++) weights[k] = Array.ConvertAll(buffers[k].DenseValues().ToArray(), weight => (double)weight);
        return (weights, [.. model.GetBiases().Select(bias => (double)bias)]);
    }

    private sealed class Example
    {
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }
}
