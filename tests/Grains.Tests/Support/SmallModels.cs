using Cluster.Abstractions.Emotions;
using Cluster.Grains.Tests.Fakes;
using Cluster.Modeling;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Training;

namespace Cluster.Grains.Tests.Support;

/// <summary>Real artefacts, trained on four clouds of points, one per emotion; each seed gives another version.</summary>
internal static class SmallModels
{
    private static readonly Lazy<ModelArtefact>[] Trained = [.. Enumerable.Range(1, 3).Select(seed => new Lazy<ModelArtefact>(() => Train(seed)))];

    public static ModelArtefact First => Trained[0].Value;

    public static ModelArtefact Second => Trained[1].Value;

    public static ModelArtefact Third => Trained[2].Value;

    /// <summary>Trains one.</summary>
    /// <param name="seed">Another seed, another version.</param>
    /// <param name="schemaId">The schema that it reads.</param>
    /// <param name="turn">By how many emotions it is wrong.</param>
    /// <param name="candidates">What it chooses among; null: logistic regression.</param>
    /// <param name="without">Features that it leaves out.</param>
    /// <param name="domain">Whether it knows what its training rows were like.</param>
    public static ModelArtefact Train(int seed, string schemaId = FakeAnalyzer.Schema, int turn = 0, string[]? candidates = null, string[]? without = null, bool domain = false)
    {
        const int Width = 4;
        const int PerClass = 16;
        var random = new Random(seed);
        var rows = Enumerable.Range(0, Width * PerClass).Select(i => new LabelledRow(
            $"r{i}", $"g{i}", (EmotionLabel)(((i / PerClass) + turn) % Width), [.. Enumerable.Range(0, Width).Select(j => (float)(random.NextDouble() + (j == i / PerClass ? 2 : 0)))]));
        var table = new LabelledTable(schemaId, ["f0", "f1", "f2", "f3"], [.. rows]).Without(without ?? []);
        var options = new TrainingOptions { Folds = 2, Repeats = 1, InnerFolds = 2, Candidates = candidates ?? ["logistic"], Penalties = [1], BootstrapResamples = 100, KeepsDomain = domain };
        return ModelTrainer.Train(table, options, null, TestContext.Current.CancellationToken).Artefact;
    }
}
