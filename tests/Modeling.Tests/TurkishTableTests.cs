using Cluster.Modeling.Importing;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;
using Cluster.TestKit;

namespace Cluster.Modeling.Tests;

/// <summary>The human-labelled Turkish table, clean and damaged.</summary>
[Trait("Suite", "Slow")]
public sealed class TurkishTableTests
{
    private const string Folder = "turkish-music-emotion";

    [Fact]
    public void Import_CleanTable_FindsTheKnownDuplicates()
    {
        var import = FeatureTableImporter.Read(Needs.SharedData($"{Folder}/acoustic_features.csv")).Import;
        Assert.Equal(400, import.RowsUsed);
        Assert.Equal(12, import.ExactDuplicatePairs);
        Assert.Equal(9, import.NearDuplicatePairs);
        Assert.True(import.OutOfScaleCells < 20);
    }

    [Fact]
    public void Import_DirtyTable_CountsEveryRepair()
    {
        var import = FeatureTableImporter.Read(Needs.SharedData($"{Folder}/acoustic_features_dirty.csv")).Import;
        Assert.Equal(408, import.RowsRead);
        Assert.Equal(5, import.MissingLabels);
        Assert.Equal(13, import.NormalizedLabels);
        Assert.Equal("text", import.DroppedColumns["mixed_type_col"]);
        Assert.Equal(["?", "error", "invalid", "n/a", "nan", "null"], import.MissingTokens.Keys);
        Assert.InRange(import.OutOfScaleCells, 150, 210);
        Assert.True(import.ExactDuplicatePairs + import.NearDuplicatePairs >= 29);
    }

    [Fact]
    public void Train_CleanTable_ReachesTheReference()
    {
        var table = FeatureTableImporter.Read(Needs.SharedData($"{Folder}/acoustic_features.csv"));
        var report = Trainings.Train(table, new TrainingOptions { Folds = 10, Repeats = 1 }).Report;
        Assert.True(report.Cv.MacroF1 >= 0.77, $"macro-F1 {report.Cv.MacroF1}");
        Assert.True(report.Cv.Ece <= 0.05, $"ECE {report.Cv.Ece}");
        Assert.True(report.Cv.Ece < report.Cv.EceBeforeCalibration);
        Assert.InRange(report.Cv.MacroF1, report.Cv.Intervals["macroF1"].Low, report.Cv.Intervals["macroF1"].High);
    }

    [Fact]
    public void Train_DirtyTable_HoldsOnTheCleanOne()
    {
        var dirty = FeatureTableImporter.Read(Needs.SharedData($"{Folder}/acoustic_features_dirty.csv"));
        var clean = FeatureTableImporter.Read(Needs.SharedData($"{Folder}/acoustic_features.csv"));
        var trained = Trainings.Train(dirty, new TrainingOptions { Folds = 5, Repeats = 1 });
        Assert.True(trained.Report.Cv.MacroF1 >= 0.76, $"macro-F1 {trained.Report.Cv.MacroF1}");
        var report = ModelEvaluator.Evaluate(trained.Artefact, clean);
        Assert.True(report.Cv.MacroF1 >= 0.79, $"macro-F1 {report.Cv.MacroF1}");
    }
}
