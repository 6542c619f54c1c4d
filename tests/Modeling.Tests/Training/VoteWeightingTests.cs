using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Tests.Support;
using Cluster.Modeling.Training;

namespace Cluster.Modeling.Tests.Training;

public sealed class VoteWeightingTests
{
    private static readonly EmotionLabel[] Labels = [.. Enumerable.Range(0, 200).Select(i => (EmotionLabel)(i % 4))];

    [Fact]
    public void Fit_EqualMembers_SharesEvenly()
    {
        var member = Member(signal: 2, seed: 1);
        var (weights, vote) = VoteWeighting.Fit([member, member, member], Labels);
        Assert.All(weights, weight => Assert.Equal(1 / 3.0, weight, 12));
        Assert.Equal(member.LogLoss, vote.LogLoss, 1e-6);
    }

    [Fact]
    public void Fit_UselessMember_IsLeftOut()
    {
        var (weights, vote) = VoteWeighting.Fit([Member(signal: 2.5, seed: 1), Member(signal: 0, seed: 2), Member(signal: 2.5, seed: 3)], Labels);
        Assert.Equal(0, weights[1]);
        Assert.Equal(1, weights.Sum(), 12);
        Assert.InRange(weights[0], 0.35, 0.65);
        Assert.True(vote.LogLoss < Member(signal: 2.5, seed: 1).LogLoss);
    }

    [Fact]
    public void Fit_TwoMembers_IsAtTheMostProbableShares()
    {
        // With the prior of 0.2 rows per row, half of it for each of two members.
        JudgedScores[] members = [Member(signal: 2, seed: 1), Member(signal: 1, seed: 2)];
        var (weights, _) = VoteWeighting.Fit(members, Labels);
        foreach (var step in (double[])[-0.02, 0.02]) Assert.True(Posterior(weights[0]) > Posterior(weights[0] + step));

        double Posterior(double share) =>
            Labels.Select((label, i) => Math.Log((share * members[0].Probabilities[(4 * i) + (int)label]) + ((1 - share) * members[1].Probabilities[(4 * i) + (int)label]))).Sum()
            + (VoteWeighting.PriorRows * Labels.Length / 2 * (Math.Log(share) + Math.Log(1 - share)));
    }

    [Fact]
    public void StandardErrorOfDifference_HandMadeLosses_CountsGroupsOnce()
    {
        EmotionLabel[] labels = [EmotionLabel.Happy, EmotionLabel.Happy, EmotionLabel.Happy, EmotionLabel.Happy];
        JudgedScores a = Of(Math.Exp(-1), Math.Exp(-1), Math.Exp(-3), Math.Exp(-2)), b = Of(Math.Exp(-1), Math.Exp(-1), Math.Exp(-1), Math.Exp(-1));

        // Differences 0, 0, 2, 1: alone their mean is 0.75, their squares about it sum to 2.75, 4/3 of that, root, by 4. In pairs 0 and 3: 2 * 4.5, root, by 4.
        Assert.Equal(Math.Sqrt(4 / 3.0 * 2.75) / 4, a.StandardErrorOfDifference(b, labels, [0, 1, 2, 3]), 9);
        Assert.Equal(3 / 4.0, a.StandardErrorOfDifference(b, labels, [0, 0, 1, 1]), 9);
        Assert.Equal(0, a.StandardErrorOfDifference(b, labels, [0, 0, 0, 0]));

        static JudgedScores Of(params double[] truths) => new()
        {
            Temperature = 1,
            Probabilities = [.. truths.SelectMany(truth => new[] { truth, 1 - truth, 0, 0 })],
            LogLoss = 0,
            Accuracy = 0,
        };
    }

    private static JudgedScores Member(double signal, int seed)
    {
        var random = new Random(seed);
        double[] scores = [.. Labels.SelectMany(label => Enumerable.Range(0, 4).Select(k => Tables.Gauss(random) + (k == (int)label ? signal : 0)))];
        return JudgedScores.Of(scores, Labels);
    }
}
