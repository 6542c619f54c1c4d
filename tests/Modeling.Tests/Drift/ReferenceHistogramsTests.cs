using System.Text;
using System.Text.Json.Nodes;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Drift;
using Cluster.Modeling.Evaluation;
using Cluster.Modeling.Tests.Support;

namespace Cluster.Modeling.Tests.Drift;

public sealed class ReferenceHistogramsTests
{
    private static readonly string[] Names = ["even", "few", "same", "none", "holes"];

    [Fact]
    public void FeatureHistogram_EvenValues_CutsBinsAtTheQuantiles()
    {
        var histogram = Sample().Features[0];
        Assert.Equal(21, histogram.Edges.Count);
        Assert.Equal([0, 5, 10, 100], [histogram.Edges[0], histogram.Edges[1], histogram.Edges[2], histogram.Edges[^1]]);
        Assert.All(histogram.Counts, count => Assert.InRange(count, 4, 6));
        Assert.Equal(101, histogram.Counts.Sum());
        Assert.Equal((0, 0, 0), (histogram.Underflow, histogram.Overflow, histogram.Missing));
    }

    [Fact]
    public void FeatureHistogram_RecurringValues_MakesFewerBins()
    {
        var few = Sample().Features[1];
        Assert.Equal([0, 1, 2], few.Edges);
        Assert.Equal([34, 67], few.Counts);
        Assert.Equal([101L], Sample().Features[2].Counts);
        Assert.Equal(2, Sample().Features[2].Edges.Count);
    }

    [Fact]
    public void FeatureHistogram_ValuesThatAreNotFinite_AreMissing()
    {
        var sample = Sample();
        Assert.Equal(101, sample.Features[3].Missing);
        Assert.Empty(sample.Features[3].Edges);
        Assert.Equal(51, sample.Features[4].Missing);
        Assert.Equal(50, sample.Features[4].Counts.Sum());
    }

    [Fact]
    public void FeatureHistogram_OtherValues_AreCountedInTheSameBins()
    {
        var counted = Sample().Features[0].Count([-1, 0, 4.99f, 5, 100, 101, float.NaN, float.PositiveInfinity]);
        Assert.Equal((1, 1, 2), (counted.Underflow, counted.Overflow, counted.Missing));
        Assert.Equal((2, 1, 1), (counted.Counts[0], counted.Counts[1], counted.Counts[^1]));
        Assert.Equal(8, counted.Total);
        var same = Sample().Features[2].Count([6.999f, 7, 7.001f]);
        Assert.Equal((1, 1, 1), (same.Underflow, same.Counts[0], same.Overflow));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.05, 0)]
    [InlineData(0.0500001, 1)]
    [InlineData(0.75, 14)]
    [InlineData(1, 19)]
    public void ConfidenceBin_Edges_BelongToTheBinBelow(double confidence, int bin) => Assert.Equal(bin, ReferenceHistograms.ConfidenceBin(confidence));

    [Fact]
    public void Of_HeldOutPredictions_AreCountedByClassAndConfidence()
    {
        var sample = Sample();
        Assert.Equal(3, sample.Predictions);
        Assert.Equal([("happy", 2L), ("sad", 0L), ("angry", 0L), ("relaxed", 1L)], sample.PredictedClasses.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal((2, 1), (sample.Confidence[^2], sample.Confidence[12]));
    }

    [Fact]
    public void Read_OwnJson_GivesTheSameBytes()
    {
        var json = Sample().ToJson();
        var read = ReferenceHistograms.Read(json, "test-v1", Names);
        Assert.Equal(json, read.ToJson());
        Assert.Equal(json, Sample().ToJson());
        Assert.Equal(101, read.Rows);
    }

    [Theory]
    [InlineData("$.formatVersion", "2", "format")]
    [InlineData("$.rows", "100", "add up")]
    [InlineData("$.rows", "0", "rows")]
    [InlineData("$.schemaId", "\"other\"", "schema")]
    [InlineData("$.features", "[]", "features")]
    [InlineData("$.features", "[null,null,null,null,null]", "'even'")]
    [InlineData("$.features[1].name", "\"more\"", "'few'")]
    [InlineData("$.features[1].counts", "[101]", "'few'")]
    [InlineData("$.features[1].counts", "[-1,102]", "'few'")]
    [InlineData("$.features[1].counts", "[9223372036854775807,34]", "'few'")]
    [InlineData("$.features[1].edges", "[0,2,1]", "'few'")]
    [InlineData("$.features[1].edges", "[0,0,1]", "'few'")]
    [InlineData("$.features[1].edges", "[0,1,1e999]", "'few'")]
    [InlineData("$.features[3].missing", "100", "'none'")]
    [InlineData("$.confidence", "[3]", "confidence")]
    [InlineData("$.predictions", "4", "confidence")]
    [InlineData("$.predictedClasses", "{\"happy\":3}", "predictedClasses")]
    [InlineData("$.predictedClasses.sad", "1", "predictedClasses")]
    [InlineData("$.unheardOf", "1", "cannot be read")]
    [InlineData("$.features[0].counts", "null", "cannot be read")]
    public void Read_ChangedJson_SaysWhatIsWrong(string path, string value, string says)
    {
        var root = JsonNode.Parse(Sample().ToJson())!;
        Replace(root, path, value);
        var error = Assert.Throws<ModelArtefactException>(() => ReferenceHistograms.Read(Encoding.UTF8.GetBytes(root.ToJsonString()), "test-v1", Names));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Read_OtherJson_IsRefused(string json) =>
        Assert.Throws<ModelArtefactException>(() => ReferenceHistograms.Read(Encoding.UTF8.GetBytes(json), "test-v1", Names));

    private static ReferenceHistograms Sample()
    {
        var rows = Enumerable.Range(0, 101).Select(i => new LabelledRow(
            $"r{i}", $"g{i}", (EmotionLabel)(i % 4), [i, i % 3, 7, float.NaN, i % 2 == 0 ? float.NegativeInfinity : i])).ToList();
        var scored = new ScoredRows();
        scored.Add(0, 0, EmotionLabel.Happy, EmotionLabel.Happy, 0.94);
        scored.Add(1, 1, EmotionLabel.Sad, EmotionLabel.Happy, 0.94);
        scored.Add(2, 2, EmotionLabel.Sad, EmotionLabel.Relaxed, 0.62);
        return ReferenceHistograms.Of(new LabelledTable("test-v1", Names, rows), scored);
    }

    private static void Replace(JsonNode root, string path, string value)
    {
        var parts = path.Split('.', '[', ']').Where(part => part.Length > 0 && part != "$").ToArray();
        var node = root;
        foreach (var part in parts[..^1]) node = int.TryParse(part, out var index) ? node[index]! : node[part]!;
        node[parts[^1]] = JsonNode.Parse(value);
    }
}
