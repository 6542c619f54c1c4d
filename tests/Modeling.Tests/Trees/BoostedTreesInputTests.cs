using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Trees;

namespace Cluster.Modeling.Tests.Trees;

public sealed class BoostedTreesInputTests
{
    private static readonly float[][] Rows = TreeRows.Features(Tables.Clouds(distance: 2));
    private static readonly EmotionLabel[] Labels = TreeRows.Labels(Tables.Clouds(distance: 2));
    private static readonly EmotionLabel[] Classes = [EmotionLabel.Happy, EmotionLabel.Sad, EmotionLabel.Angry, EmotionLabel.Relaxed];

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Fit_ValueIsNotFinite_NamesRowAndFeature(float value)
    {
        float[][] rows = [.. Rows];
        rows[17] = [.. rows[17]];
        rows[17][3] = value;
        Assert.Contains("Feature 3 of row 17", Error(rows, Labels, Classes), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_RowOfAnotherLength_NamesIt()
    {
        float[][] rows = [.. Rows];
        rows[5] = [1, 2];
        Assert.Contains("Row 5 has 2 values, row 0 has 6", Error(rows, Labels, Classes), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_LabelsAndClassesDoNotFit_SaysHow()
    {
        Assert.Contains("120 rows with 119 labels", Error(Rows, Labels[1..], Classes), StringComparison.Ordinal);
        Assert.Contains("'relaxed', which is none of the classes", Error(Rows, Labels, Classes[..3]), StringComparison.Ordinal);
        Assert.Contains("No row is 'relaxed'", Error(Rows[..90], Labels[..90], Classes), StringComparison.Ordinal);
        Assert.Contains("1 classes", Error(Rows[..30], Labels[..30], Classes[..1]), StringComparison.Ordinal);
        Assert.Contains("rising order", Error(Rows, Labels, [.. Classes.Reverse()]), StringComparison.Ordinal);
        Assert.Contains("No row is", Error([], [], Classes), StringComparison.Ordinal);
        Assert.Contains("no features", Error([.. Rows.Select(_ => Array.Empty<float>())], Labels, Classes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No number of iterations")]
    [InlineData("0 is no number", 0)]
    [InlineData("2001 is no number", 2001)]
    [InlineData("do not rise", 10, 10)]
    [InlineData("Take fewer iterations or leaves", 1900)]
    public void Fit_IterationsOutOfRange_SaysHow(string expected, params int[] iterations) =>
        Assert.Contains(expected, Error(Rows, Labels, Classes, TreeRows.Quick with { Leaves = 40 }, iterations), StringComparison.Ordinal);

    [Fact]
    public void Fit_SettingOutOfRange_NamesIt()
    {
        Assert.Contains("Leaves is 1; its range is 2 to 64", Error(settings: TreeRows.Quick with { Leaves = 1 }), StringComparison.Ordinal);
        Assert.Contains("LearningRate is 0", Error(settings: TreeRows.Quick with { LearningRate = 0 }), StringComparison.Ordinal);
        Assert.Contains("LearningRate is NaN", Error(settings: TreeRows.Quick with { LearningRate = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("LeastRowsPerLeaf is 0", Error(settings: TreeRows.Quick with { LeastRowsPerLeaf = 0 }), StringComparison.Ordinal);
        Assert.Contains("L2 is -1", Error(settings: TreeRows.Quick with { L2 = -1 }), StringComparison.Ordinal);
        Assert.Contains("FeatureFraction is 1.5", Error(settings: TreeRows.Quick with { FeatureFraction = 1.5 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Cancelled_EndsBeforeTraining() => Assert.Throws<OperationCanceledException>(
        () => BoostedTrees.Fit(Rows, Labels, Classes, TreeRows.Quick, [10], 1, new CancellationToken(canceled: true)));

    [Fact]
    public void EnsureAvailable_LibraryIsMissing_NamesThePackage()
    {
        var error = Assert.Throws<LightGbmMissingException>(() => LightGbmLibrary.EnsureAvailable("no_such_library"));
        Assert.Contains("'no_such_library'", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install libgomp1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureAvailable_LibraryOfTheProgram_IsFound()
    {
        TreeRows.NeedsLightGbm();
        LightGbmLibrary.EnsureAvailable();
    }

    private static string Error(TreeSettings settings) => Error(Rows, Labels, Classes, settings, 10);

    private static string Error(float[][] rows, EmotionLabel[] labels, EmotionLabel[] classes) => Error(rows, labels, classes, TreeRows.Quick, 10);

    private static string Error(float[][] rows, EmotionLabel[] labels, EmotionLabel[] classes, TreeSettings settings, params int[] iterations) =>
        Assert.Throws<ArgumentException>(() => BoostedTrees.Fit(rows, labels, classes, settings, iterations, 1, TestContext.Current.CancellationToken)).Message;
}
