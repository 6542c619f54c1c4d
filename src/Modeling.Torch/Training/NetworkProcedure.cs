using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Deep;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Torch.Native;
using Cluster.Modeling.Torch.Networks;
using Cluster.Modeling.Torch.Serving;
using Cluster.Modeling.Training;
using TorchSharp;

namespace Cluster.Modeling.Torch.Training;

/// <summary>Trains a network inside a fold: some groups of the training rows are held out, say when to stop, and fit the temperature.</summary>
/// <remarks>Held out is one of <see cref="TrainingOptions.InnerFolds"/> folds by groups. On the processor, the same rows, options and seed give the same bytes, whatever else runs.</remarks>
internal sealed class NetworkProcedure : ITrainingProcedure
{
    private const string Candidate = "network";
    private const string VersionPrefix = "cnn";
    private readonly DeepTrainingOptions options;
    private readonly torch.Device device;

    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="DeepPartException">libtorch cannot be loaded, or the device is not there.</exception>
    public NetworkProcedure(DeepTrainingOptions options)
    {
        options.Validate();
        this.options = options;
        device = Devices.Choose(options.Device);
        Versions = new Dictionary<string, string>
        {
            ["libtorch"] = Libtorch.EnsureLoaded(),
            ["TorchSharp"] = typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown",
        };
    }

    public IReadOnlyDictionary<string, string> Versions { get; }

    public void EnsureTrainable(LabelledTable table)
    {
        DeepPart.EnsureSchema(table.SchemaId);
        if (table.FeatureNames.Count != options.Bands * options.Steps)
        {
            throw new DatasetException(
                $"The table has {table.FeatureNames.Count} values per row; a patch of {options.Bands} bands x {options.Steps} steps has {options.Bands * options.Steps}. " +
                "Give a table of whole patches, or the bands and steps that it has.");
        }
    }

    public FittedModel Fit(
        LabelledTable table, IReadOnlyList<int> rows, TrainingOptions training, int seed, Action<string>? note, CancellationToken cancellationToken)
    {
        EmotionLabel[] classes = [.. rows.Select(row => table.Rows[row].Label).Distinct().Order()];
        var (learnt, heldOut) = Split(table, rows, training.InnerFolds, seed);
        var (weights, stopping) = new NetworkTrainer(table, options, device, classes).Train(learnt, heldOut, seed, note, cancellationToken);
        var labels = Array.ConvertAll(heldOut, row => table.Rows[row].Label);
        var judged = JudgedScores.Of(Score(table, heldOut, weights, classes), labels);
        var settings = string.Create(CultureInfo.InvariantCulture,
            $"{options.Bands} x {options.Steps}, channels {string.Join('-', options.Channels)}, epoch {stopping.BestEpoch} of {stopping.Epoch}");
        return new FittedModel
        {
            Classes = classes,
            Weights = weights,
            Temperature = judged.Temperature,
            Algorithm = DeepPart.Algorithm,
            VersionPrefix = VersionPrefix,
            Candidate = Candidate,
            Settings = settings,
            Scores = [new CandidateScore(Candidate, settings, judged.LogLoss, judged.Accuracy)],
        };
    }

    private static (int[] Learnt, int[] HeldOut) Split(LabelledTable table, IReadOnlyList<int> rows, int folds, int seed)
    {
        var numbers = new Dictionary<int, int>();
        int[] groups = [.. rows.Select(row => numbers.TryGetValue(table.Groups[row], out var number) ? number : numbers[table.Groups[row]] = numbers.Count)];
        EmotionLabel[] labels = [.. rows.Select(row => table.Rows[row].Label)];
        var (foldOfRow, _) = StratifiedGroupKFold.Split(labels, groups, folds, seed);
        return ([.. rows.Where((_, i) => foldOfRow[i] != 0)], [.. rows.Where((_, i) => foldOfRow[i] == 0)]);
    }

    private double[] Score(LabelledTable table, int[] rows, NetworkWeights weights, EmotionLabel[] classes)
    {
        using var scorer = new NetworkScorer(weights, classes, options.Device);
        var scores = new double[rows.Length * EmotionProbabilities.Count];
        scorer.ScoreBatch([.. rows.SelectMany(row => table.Rows[row].Features)], scores);
        return scores;
    }
}
