using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Scoring;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Training;

public sealed class KernelLearnerTests
{
    [Fact]
    public void Fit_EveryRidge_LeavesTheResidualThatTheEquationsDemand()
    {
        // (K + ridge I) a = t - bias, so that the score of a training row misses its target by ridge times its coefficient.
        var rows = Rows(Tables.Clouds(distance: 1, perClass: 20, classes: 3));
        var learner = new KernelLearner([0.1, 3]);
        var fitted = Fit(learner, rows);
        Assert.Equal(["ridge 3", "ridge 0.1"], learner.Settings);
        var scores = new double[4];
        for (var s = 0; s < 2; s++)
        {
            var ridge = s == 0 ? 3 : 0.1;
            var scorer = fitted[s].CreateScorer(rows.Classes);
            for (var i = 0; i < rows.Rows.Count; i++)
            {
                scorer.Score(rows.Rows[i], scores);
                for (var k = 0; k < 3; k++)
                    Assert.Equal((rows.ClassOfRow[i] == k ? 2 : -2) - (ridge * fitted[s].Coefficients[k][i]), scores[k], 1e-4);
            }
        }
    }

    [Fact]
    public void Only_OneSetting_GivesThatSettingsNumbers()
    {
        var rows = Rows(Tables.Clouds(distance: 1, perClass: 10));
        var learner = new KernelLearner(KernelLearner.DefaultRidges);
        Assert.Equal(Fit(learner, rows)[2].Coefficients[1], Fit(learner.Only(2), rows)[0].Coefficients[1]);
    }

    [Fact]
    public void Fit_OppositeCorners_LearnsWhatNoLineSeparates()
    {
        var rows = Rows(Tables.Corners(rows: 200, seed: 3));
        var test = Rows(Tables.Corners(rows: 200, seed: 4));
        var kernel = Fit(new KernelLearner([0.3]), rows)[0].CreateScorer(rows.Classes);
        var linear = new LogisticLearner([1]).Fit(rows, 1, TestContext.Current.CancellationToken)[0].CreateScorer(rows.Classes);
        Assert.True(Right(kernel, test) > 180);
        Assert.True(Right(linear, test) < 140);
    }

    [Fact]
    public void Fit_MoreRowsThanCentres_DrawsEachClassByItsShareAndIsStillGood()
    {
        var rows = Rows(Tables.Corners(rows: 2000, seed: 5));
        var fitted = Fit(new KernelLearner([0.3]), rows)[0];
        var centres = fitted.Coefficients[0].Length;
        Assert.InRange(centres, 500, KernelLearner.CentreBudget(rows.Width));
        Assert.True(Right(fitted.CreateScorer(rows.Classes), Rows(Tables.Corners(rows: 200, seed: 4))) > 180);
        Assert.Equal(fitted.Centres, Fit(new KernelLearner([0.3]), rows)[0].Centres);

        var chosen = KernelLearner.ChooseCentres(rows, 100, seed: 1);
        Assert.Equal(chosen.Order().Distinct(), chosen);
        var share = rows.ClassOfRow.Count(k => k == 0) / 2000.0;
        Assert.Equal(100 * share, chosen.Count(i => rows.ClassOfRow[i] == 0), 1.0);
        Assert.NotEqual(chosen, KernelLearner.ChooseCentres(rows, 100, seed: 2));
    }

    [Theory]
    [InlineData(2, 512)]
    [InlineData(50, 512)]
    [InlineData(512, 128)]
    [InlineData(100_000, 32)]
    public void CentreBudget_AnyWidth_BoundsTheProduct(int width, int centres) => Assert.Equal(centres, KernelLearner.CentreBudget(width));

    private static TrainingRows Rows(Data.LabelledTable table) =>
        new([.. table.Rows.Select(row => row.Features)], [.. table.Rows.Select(row => row.Label)], table.Classes);

    private static KernelWeights[] Fit(ILearner learner, TrainingRows rows) =>
        [.. learner.Fit(rows, seed: 1, TestContext.Current.CancellationToken).Cast<KernelWeights>()];

    private static int Right(IPreparedScorer scorer, TrainingRows rows)
    {
        var scores = new double[4];
        var right = 0;
        for (var i = 0; i < rows.Rows.Count; i++)
        {
            scorer.Score(rows.Rows[i], scores);
            if (Array.IndexOf(scores, scores.Max()) == (int)rows.Labels[i]) right++;
        }

        return right;
    }
}
