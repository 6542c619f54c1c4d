using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Cluster.Abstractions.Emotions;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Cluster.Modeling.Trees;

/// <summary>Trains LightGBM through ML.NET on one set of rows and takes the trees out of its model.</summary>
internal sealed class LightGbmTraining
{
    // LightGBM's own default; ML.NET's, a hundred times as much, ends the growth of trees on few rows early.
    private const double LeastHessianPerLeaf = 1e-3;
    private readonly Example[] examples;
    private readonly SchemaDefinition schema;
    private readonly TreeSettings settings;
    private readonly int seed;

    public LightGbmTraining(
        IReadOnlyList<float[]> rows, IReadOnlyList<EmotionLabel> labels, IReadOnlyList<EmotionLabel> classes, TreeSettings settings, int seed)
    {
        this.settings = settings;
        this.seed = seed;
        schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        schema[nameof(Example.Label)].ColumnType = new KeyDataViewType(typeof(uint), classes.Count);
        var keys = new uint[EmotionProbabilities.Count];
        for (var k = 0; k < classes.Count; k++) keys[(int)classes[k]] = (uint)k;   // from 0: the loader adds the 1 of ML.NET's keys
        examples = new Example[rows.Count];
        for (var i = 0; i < examples.Length; i++) examples[i] = new Example { Features = rows[i], Label = keys[(int)labels[i]] };
    }

    /// <summary>Trains from the start.</summary>
    /// <param name="iterations">At least 1; fewer are made when no class can be split any more.</param>
    /// <returns>The trees of each class, those left out in which nothing could be split.</returns>
    public RegressionTreeWeights[][] Train(int iterations)
    {
        var model = Fit(iterations).Model;
        return [.. SubModels(model).Select(part =>
            ((CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>)part).SubModel.TrainedTreeEnsemble.Trees.Select(ToWeights).ToArray())];
    }

    /// <summary>ML.NET's own model.</summary>
    internal MulticlassPredictionTransformer<OneVersusAllModelParameters> Fit(int iterations)
    {
        var context = new MLContext(seed);
        var trainer = context.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
        {
            LabelColumnName = nameof(Example.Label),
            FeatureColumnName = nameof(Example.Features),
            UseSoftmax = true,
            EvaluationMetric = LightGbmMulticlassTrainer.Options.EvaluateMetricType.None,
            NumberOfIterations = iterations,
            NumberOfLeaves = settings.Leaves,
            LearningRate = settings.LearningRate,
            MinimumExampleCountPerLeaf = Math.Min(settings.LeastRowsPerLeaf, Math.Max(1, examples.Length / 4)),
            Booster = new GradientBooster.Options
            {
                L2Regularization = settings.L2,
                FeatureFraction = settings.FeatureFraction,
                MinimumChildWeight = LeastHessianPerLeaf,
            },
            UseCategoricalSplit = false,
            HandleMissingValue = false,
            NumberOfThreads = 1,
            Deterministic = true,
            ForceColumnWise = true,   // else the library times both ways and takes the faster
            Seed = seed,
        });
        return trainer.Fit(Load(context));
    }

    internal IDataView Load(MLContext context) => context.Data.LoadFromEnumerable(examples, schema);

    private static RegressionTreeWeights ToWeights(RegressionTree tree)
    {
        if (tree.CategoricalSplitFlags.Any(categorical => categorical)) throw new NotSupportedException("The trained tree has a categorical split.");
        // ML.NET writes a class that could not be split at all as a split between two equal leaves.
        if (tree.NumberOfLeaves == 2 && tree.LeafValues[0] == tree.LeafValues[1])
            return new RegressionTreeWeights { Feature = [], Threshold = [], Left = [], Right = [], Leaves = [tree.LeafValues[0]] };
        return new RegressionTreeWeights
        {
            Feature = [.. tree.NumericalSplitFeatureIndexes],
            Threshold = [.. tree.NumericalSplitThresholds],
            Left = [.. tree.LeftChild],
            Right = [.. tree.RightChild],
            Leaves = [.. tree.LeafValues],
        };
    }

    // The one way to the trees of a softmax model that does not read a file: ML.NET shows the parts of the model only to itself.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_SubModelParameters")]
    private static extern ImmutableArray<object> SubModels(OneVersusAllModelParameters model);

    private sealed class Example
    {
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }
}
