using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Training;

public sealed class ModelSelectionTests
{
    [Fact]
    public void Fit_OppositeCorners_ChoosesTheKernel()
    {
        var model = Fit(Tables.Corners(rows: 120, seed: 3), "discriminant", "logistic", "kernel");
        Assert.Equal("kernel", model.Candidate);
        Assert.StartsWith("ridge ", model.Settings, StringComparison.Ordinal);
        Assert.Equal("kernel-least-squares", model.Algorithm);
        var alone = Assert.Single(Votes(model).Members);
        Assert.Equal(1, alone.Weight);
        Assert.Null(alone.Temperature);
        Assert.Equal(["discriminant", "logistic", "kernel"], model.Scores.Select(score => score.Name));
        Assert.Equal(model.Scores.Min(score => score.LogLoss), model.Scores[2].LogLoss);
    }

    [Fact]
    public void Fit_VoteOfAGoodAndAUselessMember_GivesTheUselessOneLittle()
    {
        // On opposite corners a linear candidate knows nothing.
        var model = Fit(Tables.Corners(rows: 240, seed: 3), "discriminant", "kernel", "vote");
        Assert.Equal(["discriminant", "kernel", "vote"], model.Scores.Select(score => score.Name));
        Assert.True(Votes(model).Members[0].Weight < 0.25 || model.Candidate == "kernel");
        Assert.Equal(model.Scores[1].Accuracy, model.Scores[2].Accuracy, 0.02);
    }

    [Fact]
    public void Fit_OneCandidateClearlyBest_IsTakenBeforeTheVote()
    {
        // Bell-shaped clouds of one width in six dimensions are made for linear models.
        var model = Fit(Tables.Clouds(distance: 1.5), "discriminant", "logistic", "kernel", "shaped-kernel", "vote");
        Assert.Equal("logistic", model.Candidate);
        Assert.True(model.Scores[^1].LogLoss > model.Scores[1].LogLoss);
    }

    [Fact]
    public void Fit_CandidatesAlike_TakesTheVoteAndCalibratesItsMembers()
    {
        var model = Fit(Tables.Mixed(), "discriminant", "logistic", "kernel", "shaped-kernel", "vote");
        Assert.Equal("vote", model.Candidate);
        Assert.Equal("soft-vote", model.Algorithm);
        Assert.Equal(4, Votes(model).Members.Count);
        Assert.Equal(2, Votes(model).Preparations.Count);       // plain and shaped, each once
        Assert.Equal(1, Votes(model).Members.Sum(member => member.Weight), 12);
        Assert.All(Votes(model).Members, member => Assert.NotNull(member.Temperature));
        Assert.Contains("shaped-kernel (ridge", model.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_AllComponents_IsTheSameDiscriminant()
    {
        // Thirty components of thirty features are a rotation, under which discriminant analysis does not change.
        var table = Tables.Clouds(distance: 2, width: 30);
        var scores = Fit(table, "discriminant", "discriminant-pca30").Scores;
        Assert.Equal(scores[0].LogLoss, scores[1].LogLoss, 1e-5);
    }

    [Fact]
    public void Fit_TestRowsChanged_ChangesNothing()
    {
        // Whatever is fitted or chosen sees the training rows alone.
        var table = Tables.Clouds(distance: 1.5);
        int[] training = [.. Enumerable.Range(0, table.Rows.Count).Where(i => i % 4 != 0)];
        var spoilt = new LabelledTable("test-v1", table.FeatureNames, [.. table.Rows.Select((row, i) => i % 4 != 0 ? row : row with { Features = [.. row.Features.Select(_ => 1e9f)] })]);
        Assert.Equal(Serialized(table), Serialized(spoilt));

        string Serialized(LabelledTable data)
        {
            var options = Tables.Quick with { Candidates = Candidates.Default };
            var model = ModelSelection.Fit(data, training, options, seed: 1, TestContext.Current.CancellationToken);
            return System.Text.Encoding.UTF8.GetString(ArtefactJson.Write(Votes(model), ArtefactJson.Default.VoteWeights)) + model.Temperature + model.Settings;
        }
    }

    private static VoteWeights Votes(FittedModel model) => Assert.IsType<VoteWeights>(model.Weights);

    private static FittedModel Fit(LabelledTable table, params string[] candidates) => ModelSelection.Fit(
        table, [.. Enumerable.Range(0, table.Rows.Count)], Tables.Quick with { Candidates = candidates }, seed: 1, TestContext.Current.CancellationToken);
}
