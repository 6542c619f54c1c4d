using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Data;
using Cluster.Modeling.Torch.Tests.Support;
using TorchSharp;

namespace Cluster.Modeling.Torch.Tests.Serving;

// Counts of live tensors are those of the whole process, so that no other test may run beside.
[Collection(nameof(AloneCollection))]
public sealed class NetworkScorerTests
{
    private const double Tolerance = 1e-6;
    private static readonly LabelledTable Table = Patches.Stripes(pairsPerClass: 13, seed: 8);

    // Unsure of what it sees, so that probabilities are anything between 0 and 1.
    private static readonly IEmotionClassifier Classifier =
        Trainings.Train(Patches.Stripes(noiseDb: 16), Patches.Quick with { Epochs = 4 }).Artefact.CreateClassifier();

    [Fact]
    public void PredictBatch_Rows_AreWhatSingleRowsGive()
    {
        float[] rows = [.. Table.Rows.SelectMany(row => row.Features)];
        var batch = new double[Table.Rows.Count * EmotionProbabilities.Count];
        Classifier.PredictBatch(rows, batch);
        var single = new double[EmotionProbabilities.Count];
        var unsure = false;
        for (var i = 0; i < Table.Rows.Count; i++)
        {
            Classifier.Predict(Table.Rows[i].Features, single);
            Assert.Equal(1, single.Sum(), 9);
            unsure |= single.Max() is > 0.3 and < 0.95;
            for (var k = 0; k < single.Length; k++) Assert.Equal(single[k], batch[(i * single.Length) + k], Tolerance);
        }

        Assert.True(unsure);
    }

    [Fact]
    public void Predict_ManyThreads_GetWhatOneGets()
    {
        var alone = Table.Rows.Select(row => Classifier.Predict(row.Features)).ToArray();
        Parallel.For(0, 8 * Table.Rows.Count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, n =>
        {
            var row = n % alone.Length;
            var together = Classifier.Predict(Table.Rows[row].Features);
            foreach (var label in Enum.GetValues<EmotionLabel>()) Assert.Equal(alone[row][label], together[label], Tolerance);
        });
    }

    [Fact]
    public void Predict_AThousandTimes_LeavesNoTensors()
    {
        var probabilities = new double[EmotionProbabilities.Count];
        Classifier.Predict(Table.Rows[0].Features, probabilities);
        var (live, onThread) = (LiveTensors(), DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        for (var n = 0; n < 1000; n++) Classifier.Predict(Table.Rows[n % Table.Rows.Count].Features, probabilities);
        Assert.Equal(live, LiveTensors());
        Assert.Equal(onThread, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Dispose_Classifier_LeavesNoTensors()
    {
        var artefact = Trainings.Stripes.Artefact;
        var live = LiveTensors();
        using (artefact.CreateClassifier() as IDisposable) Assert.True(LiveTensors() > live);
        Assert.Equal(live, LiveTensors());
    }

    [Fact]
    public void Train_MoreEpochs_LeavesNoMoreTensors()
    {
        // Not none: TorchSharp goes on counting the tensor that every parameter was made of, though it holds no memory any more.
        var table = Patches.Stripes(pairsPerClass: 4);
        Assert.Equal(Left(epochs: 1), Left(epochs: 6));

        long Left(int epochs)
        {
            var live = LiveTensors();
            Trainings.Train(table, Patches.Quick with { Epochs = epochs });
            return LiveTensors() - live;
        }
    }

    [Fact]
    public void Predict_MissingValues_CountAsTheBandsMean()
    {
        var missing = Classifier.Predict(Enumerable.Repeat(float.NaN, Patches.Size * Patches.Size).ToArray());
        Assert.All(Enum.GetValues<EmotionLabel>(), label => Assert.InRange(missing[label], 0, 1));
        var holed = Table.Rows[0].Features.ToArray();
        (holed[5], holed[77]) = (float.NaN, float.PositiveInfinity);
        var sure = Trainings.Stripes.Artefact.CreateClassifier();
        Assert.Equal(sure.Predict(Table.Rows[0].Features).Top(), sure.Predict(holed).Top());
    }

    // What other tests dropped must not disappear in the middle of a count.
    private static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }

    [Theory]
    [InlineData(255)]
    [InlineData(8192)]
    public void Predict_PatchOfAnotherSize_Throws(int width)
    {
        var error = Assert.Throws<ArgumentException>(() => Classifier.Predict(new float[width]));
        Assert.Contains($"Expected 256 features, got {width}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PredictBatch_RowsThatAreNotWhole_Throws() => Assert.Throws<ArgumentException>(() => Classifier.PredictBatch(new float[300], new double[4]));
}
