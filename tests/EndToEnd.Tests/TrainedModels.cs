using Cluster.Abstractions.Emotions;
using Cluster.Featurization;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Training;

namespace Cluster.EndToEnd.Tests;

/// <summary>Small models on the features of sounds of any length, trained in a moment. They answer, and mean nothing.</summary>
internal static class TrainedModels
{
    private const int PerClass = 12;

    /// <summary>On noise in which every fourth feature speaks for one emotion: sure of itself.</summary>
    /// <param name="seed">Another one, another model.</param>
    /// <param name="candidates">What training chooses from; logistic unless given.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    public static ModelArtefact Sure(int seed, string[]? candidates, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        return Train(candidates ?? ["logistic"], 1, (_, emotion, feature) => (float)(random.NextDouble() + (feature % 4 == emotion ? 1 : 0)), cancellationToken);
    }

    /// <summary>On features that say nothing of the emotion: never sure.</summary>
    public static ModelArtefact Unsure(CancellationToken cancellationToken) =>
        Train(["logistic"], 1000, (row, _, feature) => (float)((row % PerClass * 7) + feature) % 11, cancellationToken);

    private static ModelArtefact Train(string[] candidates, double penalty, Func<int, int, int, float> value, CancellationToken cancellationToken)
    {
        var names = FeatureSchema.Default.Names;
        var rows = Enumerable.Range(0, EmotionProbabilities.Count * PerClass)
            .Select(i => new LabelledRow($"r{i}", $"g{i}", (EmotionLabel)(i / PerClass), [.. names.Select((_, feature) => value(i, i / PerClass, feature))]));
        var options = new TrainingOptions { Folds = 2, Repeats = 1, InnerFolds = 2, Candidates = candidates, Penalties = [penalty], BootstrapResamples = 100 };
        return ModelTrainer.Train(new LabelledTable(FeatureSchema.Default.Id, [.. names], [.. rows]), options, null, cancellationToken).Artefact;
    }
}
