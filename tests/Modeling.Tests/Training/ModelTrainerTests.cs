using Cluster.Modeling.Data;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Training;

public sealed class ModelTrainerTests
{
    [Fact]
    public void Train_SeparateClouds_IsPromotable()
    {
        var trained = Trainings.Train(Tables.Clouds(distance: 4), Tables.Quick);
        Assert.True(trained.Report.Cv.MacroF1 > 0.9, $"macro-F1 {trained.Report.Cv.MacroF1}");
        Assert.True(trained.Report.Verdict.Promotable, string.Join(' ', trained.Report.Verdict.Reasons));
        Assert.Equal(trained.Artefact.Version, trained.Report.Model.Id);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void Train_LabelsByLot_IsRefusedAndSaysChance(int seed)
    {
        // Every candidate may try; none can learn from noise, and choosing among them must not look like learning.
        var report = Trainings.Train(Tables.Noise(seed: seed), Tables.QuickOfAll).Report;
        Assert.False(report.Verdict.Promotable);
        Assert.Contains(report.Verdict.Reasons, reason => reason.Contains("chance", StringComparison.Ordinal));
        Assert.InRange(report.Cv.Accuracy, 0.1, 0.4);
    }

    [Fact]
    public void Train_TrueLabelsOnOtherRows_IsRefusedAndSaysChance()
    {
        // Real structure in the features, and labels that have nothing to do with it.
        var table = Tables.Mixed();
        var labels = table.Rows.Select(row => row.Label).ToArray();
        new Random(4).Shuffle(labels);
        var shuffled = new LabelledTable(table.SchemaId, table.FeatureNames, [.. table.Rows.Select((row, i) => row with { Label = labels[i] })]);
        var report = Trainings.Train(shuffled, Tables.QuickOfAll).Report;
        Assert.False(report.Verdict.Promotable);
        Assert.Contains(report.Verdict.Reasons, reason => reason.Contains("chance", StringComparison.Ordinal));
        Assert.InRange(report.Cv.Accuracy, 0.12, 0.38);
    }

    [Fact]
    public void Train_AllCandidates_CountsWhatTheFoldsChose()
    {
        var trained = Trainings.Train(Tables.Mixed(), Tables.QuickOfAll);
        Assert.Equal(Tables.QuickOfAll.Candidates, trained.Report.Candidates.Select(candidate => candidate.Name));
        Assert.Equal(4, trained.Report.Candidates.Sum(candidate => candidate.Chosen));
        var final = Assert.Single(trained.Report.Candidates, candidate => candidate.Final);
        Assert.Equal(final.Name, trained.Report.Model.Candidate);
        Assert.Equal(final.Settings, trained.Artefact.Manifest.Training.Settings);
        Assert.All(trained.Report.Candidates, candidate => Assert.InRange(candidate.LogLoss, 0.05, 1.5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Train_SameDataAndSeed_GivesTheSameBytesWithAnyThreads(int threads)
    {
        var first = Trainings.Train(Tables.Mixed(), Tables.QuickOfAll with { Threads = 2 });
        var second = Trainings.Train(Tables.Mixed(), Tables.QuickOfAll with { Threads = threads });
        Assert.Equal(first.Artefact.Pack(), second.Artefact.Pack());
        Assert.Equal(first.Report.ToJson(), second.Report.ToJson());
    }

    [Fact]
    public void Train_OtherSeedOrData_GivesAnotherVersion()
    {
        var version = Trainings.Train(Tables.Clouds(distance: 2), Tables.Quick).Artefact.Version;
        Assert.NotEqual(version, Trainings.Train(Tables.Clouds(distance: 2), Tables.Quick with { Seed = 2 }).Artefact.Version);
        Assert.NotEqual(version, Trainings.Train(Tables.Clouds(distance: 2, seed: 6), Tables.Quick).Artefact.Version);
    }

    [Fact]
    public void Train_TwoClasses_GivesTheOthersZeroAndIsRefused()
    {
        var trained = Trainings.Train(Tables.Clouds(distance: 4, classes: 2), Tables.Quick);
        var probabilities = trained.Artefact.CreateClassifier().Predict(new float[6]);
        Assert.Equal(0, probabilities.Angry);
        Assert.Equal(0, probabilities.Relaxed);
        Assert.Equal(1, probabilities.Happy + probabilities.Sad, 12);
        Assert.Contains(trained.Report.Verdict.Reasons, reason => reason.Contains("angry and relaxed", StringComparison.Ordinal));
    }

    [Fact]
    public void Train_ConstantAndMissingColumns_Works()
    {
        var table = Tables.Clouds(distance: 4);
        var rows = table.Rows.Select(row => row with { Features = [.. row.Features, 3, float.NaN] }).ToList();
        var trained = Trainings.Train(new LabelledTable("test-v1", Tables.Names(8), rows), Tables.Quick);
        Assert.True(trained.Report.Cv.Accuracy > 0.9);
    }

    [Fact]
    public void Train_CopiesInOneGroup_DoNotFlatterTheFigures()
    {
        // Every noise row five times: as groups of their own the copies would be learnt by heart.
        var noise = Tables.Noise(rows: 60);
        var copies = noise.Rows.SelectMany(row => Enumerable.Range(0, 5).Select(n => row with { Id = $"{row.Id}/{n}" })).ToList();
        var report = Trainings.Train(new LabelledTable("test-v1", noise.FeatureNames, copies), Tables.Quick).Report;
        Assert.Equal(60, report.Dataset.Groups);
        Assert.InRange(report.Cv.Accuracy, 0, 0.45);
    }

    [Fact]
    public void Train_OneClass_Throws()
    {
        var error = Assert.Throws<DatasetException>(() => Trainings.Train(Tables.Clouds(distance: 1, classes: 1), Tables.Quick));
        Assert.Contains("happy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ThreeRows_Throws() =>
        Assert.Throws<DatasetException>(() => Trainings.Train(Tables.Clouds(distance: 1, perClass: 1, classes: 3), Tables.Quick));

    [Fact]
    public void Train_AllConstant_Throws()
    {
        var rows = Tables.Clouds(distance: 1).Rows.Select(row => row with { Features = [1, 2] }).ToList();
        var error = Assert.Throws<DatasetException>(() => Trainings.Train(new LabelledTable("test-v1", ["a", "b"], rows), Tables.Quick));
        Assert.Contains("constant", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_Progress_RisesToTheTotal()
    {
        var steps = new List<TrainingProgress>();
        Trainings.Train(Tables.Clouds(distance: 2), Tables.Quick, new Collector(steps));
        Assert.Equal(6, steps.Count);
        Assert.Equal(steps.Select(step => step.Done), steps.Select(step => step.Done).Order());
        Assert.Equal(steps[^1].Total, steps[^1].Done);
    }

    [Fact]
    public void Train_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var steps = new List<TrainingProgress>();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ModelTrainer.Train(Tables.Clouds(distance: 2), Tables.Quick, new Collector(steps, source), source.Token));
        Assert.Single(steps);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 0)]
    public void Train_OptionOutsideItsRange_Throws(int folds, int repeats) =>
        Assert.Throws<ArgumentException>(() => Trainings.Train(Tables.Clouds(1), Tables.Quick with { Folds = folds, Repeats = repeats }));

    [Fact]
    public void Train_UnknownCandidate_ThrowsAndListsThem()
    {
        var error = Assert.Throws<ArgumentException>(() => Trainings.Train(Tables.Clouds(1), Tables.Quick with { Candidates = ["forest"] }));
        Assert.Contains("discriminant, logistic, kernel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_OtherTableOfTheSameKind_AgreesWithCrossValidation()
    {
        var trained = Trainings.Train(Tables.Clouds(distance: 2, perClass: 60), Tables.Quick);
        var report = ModelEvaluator.Evaluate(trained.Artefact, Tables.Clouds(distance: 2, perClass: 200, seed: 77));
        Assert.Equal(trained.Report.Cv.Accuracy, report.Cv.Accuracy, 0.08);
        Assert.Equal(0, report.Cv.Folds);
        Assert.Equal(trained.Artefact.Version, report.Model.Id);
    }

    [Fact]
    public void Evaluate_TrainingTable_IsRefused()
    {
        var table = Tables.Clouds(distance: 4);
        var report = ModelEvaluator.Evaluate(Trainings.Train(table, Tables.Quick).Artefact, table);
        Assert.Contains(report.Verdict.Reasons, reason => reason.Contains("trained on this very table", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_ColumnsInAnotherOrder_MatchesThemByName()
    {
        var artefact = Trainings.Train(Tables.Clouds(distance: 2), Tables.Quick).Artefact;
        var table = Tables.Clouds(distance: 2, seed: 8);
        var turned = new LabelledTable(
            "other", [.. table.FeatureNames.Reverse()], [.. table.Rows.Select(row => row with { Features = [.. row.Features.Reverse()] })]);
        Assert.Equal(ModelEvaluator.Evaluate(artefact, table).Cv.LogLoss, ModelEvaluator.Evaluate(artefact, turned).Cv.LogLoss);
    }

    [Fact]
    public void Evaluate_FeatureMissing_Throws()
    {
        var artefact = Trainings.Train(Tables.Clouds(distance: 2), Tables.Quick).Artefact;
        var error = Assert.Throws<DatasetException>(() => ModelEvaluator.Evaluate(artefact, Tables.Clouds(distance: 2, width: 5)));
        Assert.Contains("f5", error.Message, StringComparison.Ordinal);
    }

    private sealed class Collector(List<TrainingProgress> steps, CancellationTokenSource? cancel = null) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            steps.Add(value);
            cancel?.Cancel();
        }
    }
}
