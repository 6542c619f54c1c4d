using System.Text.Json;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests;

public sealed class ReportJsonTests
{
    [Fact]
    public void ToJson_Report_HasTheShapeThatScriptsRelyOn()
    {
        using var json = JsonDocument.Parse(Trainings.Train(Tables.Clouds(distance: 3), Tables.Quick).Report.ToJson());
        var root = json.RootElement;
        Assert.Equal(["dataset", "import", "cv", "model", "candidates", "verdict"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal(120, root.GetProperty("dataset").GetProperty("rows").GetInt32());
        Assert.Equal(30, root.GetProperty("dataset").GetProperty("classes").GetProperty("happy").GetInt32());
        Assert.Equal(120, root.GetProperty("dataset").GetProperty("groups").GetInt32());
        Assert.Equal(64, root.GetProperty("dataset").GetProperty("sha256").GetString()!.Length);
        Assert.Equal(120, root.GetProperty("import").GetProperty("rowsUsed").GetInt32());

        var cv = root.GetProperty("cv");
        Assert.Equal(4, cv.GetProperty("folds").GetInt32());
        Assert.Equal(1, cv.GetProperty("repeats").GetInt32());
        foreach (var name in (string[])["accuracy", "macroF1", "ece", "eceBeforeCalibration"]) Assert.InRange(cv.GetProperty(name).GetDouble(), 0, 1);
        Assert.Equal(["happy", "sad", "angry", "relaxed"], cv.GetProperty("perClassF1").EnumerateObject().Select(property => property.Name));
        Assert.Equal(120, cv.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(cell => cell.GetInt32())));

        Assert.StartsWith("lr-", root.GetProperty("model").GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("multinomial-logistic-regression", root.GetProperty("model").GetProperty("algorithm").GetString());
        Assert.Equal(1, root.GetProperty("model").GetProperty("seed").GetInt32());
        Assert.True(root.GetProperty("verdict").GetProperty("promotable").GetBoolean());
        Assert.Equal(0, root.GetProperty("verdict").GetProperty("reasons").GetArrayLength());
    }
}
