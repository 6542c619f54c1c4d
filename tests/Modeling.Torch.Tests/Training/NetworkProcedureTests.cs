using Cluster.Modeling.Data;
using Cluster.Modeling.Deep;
using Cluster.Modeling.Torch.Native;
using Cluster.Modeling.Torch.Tests.Support;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Torch.Tests.Training;

public sealed class NetworkProcedureTests
{
    [Fact]
    public void Train_Stripes_LearnsWhatALinearModelCannot()
    {
        var report = Trainings.Stripes.Report;
        Assert.True(report.Cv.Accuracy > 0.85, $"accuracy {report.Cv.Accuracy}");
        Assert.Equal("convolutional-network", report.Model.Algorithm);
        Assert.Equal(2, report.Cv.Folds);

        var linear = ModelTrainer.Train(
            Patches.Stripes(), Trainings.Judged with { Candidates = ["logistic"], Penalties = [64] }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(linear.Report.Cv.Accuracy < 0.45, $"accuracy {linear.Report.Cv.Accuracy}");
    }

    [Fact]
    public void Train_EnergyInOneQuarterOfTheBands_TellsLowFromHigh()
    {
        var report = Trainings.Train(Patches.Bursts()).Report;
        Assert.True(report.Cv.Accuracy > 0.85, $"accuracy {report.Cv.Accuracy}");
    }

    [Fact]
    public void Train_LabelsByLot_IsRefusedAndSaysChance()
    {
        var report = Trainings.Train(Patches.Noise()).Report;
        Assert.False(report.Verdict.Promotable);
        Assert.Contains(report.Verdict.Reasons, reason => reason.Contains("chance", StringComparison.Ordinal));
        Assert.InRange(report.Cv.Accuracy, 0.05, 0.45);
    }

    [Fact]
    public void Train_SameDataAndSeed_GivesTheSameBytesOnAnyNumberOfThreads()
    {
        var quick = Patches.Quick with { Epochs = 3 };
        var table = Patches.Stripes(pairsPerClass: 6);
        var first = Trainings.Train(table, quick, Trainings.Judged with { Threads = 1 });
        var second = Trainings.Train(table, quick, Trainings.Judged with { Threads = 2 });
        Assert.Equal(first.Artefact.Pack(), second.Artefact.Pack());
        Assert.Equal(first.Report.ToJson(), second.Report.ToJson());
        Assert.NotEqual(first.Artefact.Version, Trainings.Train(table, quick, Trainings.Judged with { Seed = 2 }).Artefact.Version);
    }

    [Fact]
    public void Train_TwoClasses_GivesTheOthersZero()
    {
        var trained = Trainings.Train(Patches.Stripes(classes: 2), Patches.Quick with { Epochs = 2 });
        var probabilities = trained.Artefact.CreateClassifier().Predict(new float[Patches.Size * Patches.Size]);
        Assert.Equal(0, probabilities.Angry);
        Assert.Equal(0, probabilities.Relaxed);
        Assert.Equal(1, probabilities.Happy + probabilities.Sad, 9);
    }

    [Fact]
    public void Train_Progress_NamesEpochsAndRises()
    {
        var steps = new List<TrainingProgress>();
        Trainings.Train(Patches.Stripes(pairsPerClass: 6), Patches.Quick with { Epochs = 5 }, progress: new Collector(steps));
        Assert.Contains(steps, step => step.Stage == "cross-validation" && step.Message.Contains("epoch 5", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.Stage == "final model" && step.Message.Contains("epoch 5", StringComparison.Ordinal));
        Assert.Equal(steps.Select(step => step.Done), steps.Select(step => step.Done).Order());
        Assert.Equal(steps[^1].Total, steps[^1].Done);
    }

    [Fact]
    public void Train_CancelledDuringAFit_EndsWithinTheFit()
    {
        using var source = new CancellationTokenSource();
        var steps = new List<TrainingProgress>();
        var procedure = new TorchPart().CreateProcedure(Patches.Quick with { Epochs = 1000, Patience = 1000 });
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ModelTrainer.Train(Patches.Stripes(pairsPerClass: 4), procedure, Trainings.Judged with { Threads = 1 }, new Collector(steps, source), source.Token));
        Assert.Contains("epoch 5", Assert.Single(steps).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_OtherSchema_SaysWhatToDo()
    {
        var table = Patches.Stripes(pairsPerClass: 2);
        var error = Assert.Throws<DatasetException>(() => Trainings.Train(new LabelledTable("librosa-v1-12345678", table.FeatureNames, table.Rows)));
        Assert.Contains("librosa-v1-12345678", error.Message, StringComparison.Ordinal);
        Assert.Contains("--schema logmel-v1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_PatchOfAnotherSize_NamesBothSizes()
    {
        var error = Assert.Throws<DatasetException>(() => Trainings.Train(Patches.Stripes(pairsPerClass: 2), new DeepTrainingOptions()));
        Assert.Contains("256 values", error.Message, StringComparison.Ordinal);
        Assert.Contains("8192", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 16, 1)]
    [InlineData(16, 16, 6)]
    [InlineData(16, 16, 0)]
    public void CreateProcedure_MeasuresOutsideTheirRange_Throws(int bands, int steps, int blocks) => Assert.Throws<ArgumentException>(() =>
        new TorchPart().CreateProcedure(new DeepTrainingOptions { Bands = bands, Steps = steps, Channels = [.. Enumerable.Repeat(8, blocks)] }));

    [Fact]
    public void Train_OnCuda_LearnsThereOrSaysThatThereIsNone()
    {
        var options = Patches.Quick with { Device = DeepDevice.Cuda };
        if (Devices.HasCuda)
        {
            Assert.True(Trainings.Train(Patches.Stripes(), options).Report.Cv.Accuracy > 0.85);
            return;
        }

        var error = Assert.Throws<DeepPartException>(() => new TorchPart().CreateProcedure(options));
        Assert.Contains("CUDA", error.Message, StringComparison.Ordinal);
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
