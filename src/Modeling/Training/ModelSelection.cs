using System.Globalization;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Data;

namespace Cluster.Modeling.Training;

/// <summary>Everything that is fitted, from raw rows to calibrated probabilities. The outer cross-validation calls it once per fold with that fold's training rows.</summary>
/// <remarks>
/// <para>An inner cross-validation by groups scores every setting of every candidate on held-out rows. Each setting is calibrated and the one with the least log-loss
/// taken, the more regularised one on a tie; the vote pools the candidates so calibrated (<see cref="VoteWeighting"/>).</para>
/// <para>Then the candidate with the least log-loss is taken, the one listed first on a tie. The vote is taken also where it is worse by no more than one
/// standard error of the difference: between candidates that the data cannot tell apart, choosing is luck, and averaging is not. Source of the rule: Hastie, Tibshirani
/// and Friedman, "The Elements of Statistical Learning", 2nd edition, section 7.10, here for the lesser variance in the place of the simpler model.</para>
/// <para>At last the chosen one is fitted on all given rows.</para>
/// </remarks>
internal static class ModelSelection
{
    private const string VoteAlgorithm = "soft-vote";
    private const string VotePrefix = "vote";

    /// <summary>Names of the algorithms that a model may be of.</summary>
    public static bool Knows(string algorithm) => algorithm == VoteAlgorithm || Candidates.Algorithms.Contains(algorithm);

    /// <param name="table">The data.</param>
    /// <param name="rows">Indices of the training rows.</param>
    /// <param name="options">Candidates, penalties, inner folds.</param>
    /// <param name="seed">Seed of the inner folds and of training.</param>
    /// <param name="cancellationToken">Asked before each fit.</param>
    public static FittedModel Fit(LabelledTable table, IReadOnlyList<int> rows, TrainingOptions options, int seed, CancellationToken cancellationToken)
    {
        var candidates = Candidates.Create(options);
        var heldOut = HeldOutScores.Compute(table, rows, candidates, options.InnerFolds, seed, cancellationToken);
        var choices = candidates.Select((candidate, c) => BestSetting(candidate, c, heldOut)).ToList();
        var winner = choices.MinBy(choice => choice.Judged.LogLoss)!;
        List<CandidateScore> scores = [.. choices.Select(choice => choice.ToScore())];
        if (!options.Candidates.Contains(Candidates.Vote)) return FitAlone(table, rows, winner, scores, seed, cancellationToken);

        var vote = VoteWeighting.Fit([.. choices.Select(choice => choice.Judged)], heldOut.Labels);
        var members = choices.Zip(vote.Weights).Where(pair => pair.Second > 0).ToList();
        var settings = string.Join(" + ", members.Select(member =>
            string.Create(CultureInfo.InvariantCulture, $"{member.Second:0.00} {member.First.Candidate.Name} ({member.First.Setting})")));
        scores.Add(new CandidateScore(Candidates.Vote, settings, vote.Judged.LogLoss, vote.Judged.Accuracy));
        var within = winner.Judged.StandardErrorOfDifference(vote.Judged, heldOut.Labels, heldOut.Groups);
        if (members.Count == 1 || vote.Judged.LogLoss > winner.Judged.LogLoss + within) return FitAlone(table, rows, winner, scores, seed, cancellationToken);

        var (classes, weights) = FitMembers(table, rows, [.. members.Select(member => (member.First, member.Second, (double?)member.First.Judged.Temperature))], seed, cancellationToken);
        return new FittedModel
        {
            Classes = classes,
            Weights = weights,
            Temperature = vote.Judged.Temperature,
            Algorithm = VoteAlgorithm,
            VersionPrefix = VotePrefix,
            Candidate = Candidates.Vote,
            Settings = settings,
            Scores = scores,
        };
    }

    private static FittedModel FitAlone(
        LabelledTable table, IReadOnlyList<int> rows, Choice winner, IReadOnlyList<CandidateScore> scores, int seed, CancellationToken cancellationToken)
    {
        var (classes, weights) = FitMembers(table, rows, [(winner, 1, null)], seed, cancellationToken);
        return new FittedModel
        {
            Classes = classes,
            Weights = weights,
            Temperature = winner.Judged.Temperature,
            Algorithm = winner.Candidate.Learner.Algorithm,
            VersionPrefix = winner.Candidate.Learner.VersionPrefix,
            Candidate = winner.Candidate.Name,
            Settings = winner.Setting,
            Scores = scores,
        };
    }

    private static Choice BestSetting(Candidate candidate, int index, HeldOutScores heldOut)
    {
        Choice? best = null;
        for (var s = 0; s < candidate.Learner.Settings.Count; s++)
        {
            // Settings are compared after calibration: a temperature repairs what a small penalty exaggerates.
            var judged = JudgedScores.Of(heldOut[index, s], heldOut.Labels);
            if (best is null || judged.LogLoss < best.Judged.LogLoss) best = new Choice(candidate, s, judged);
        }

        return best!;
    }

    private static (IReadOnlyList<EmotionLabel> Classes, VoteWeights Weights) FitMembers(
        LabelledTable table, IReadOnlyList<int> rows, IReadOnlyList<(Choice Choice, double Weight, double? Temperature)> chosen, int seed, CancellationToken cancellationToken)
    {
        var prepared = new PreparedRows(table, rows, []);
        var plans = chosen.Select(member => member.Choice.Candidate.Preparation).Distinct().ToList();
        var members = chosen.Select(member =>
        {
            var learner = member.Choice.Candidate.Learner.Only(member.Choice.Index);
            return new VoteMember
            {
                Weight = member.Weight,
                Temperature = member.Temperature,
                Preparation = plans.IndexOf(member.Choice.Candidate.Preparation),
                Scores = learner.Fit(prepared.Get(member.Choice.Candidate.Preparation).Training, seed, cancellationToken)[0],
            };
        }).ToList();
        return (prepared.Classes, new VoteWeights { Preparations = [.. plans.Select(plan => prepared.Get(plan).Preparation.Parameters)], Members = members });
    }

    private sealed record Choice(Candidate Candidate, int Index, JudgedScores Judged)
    {
        public string Setting => Candidate.Learner.Settings[Index];

        public CandidateScore ToScore() => new(Candidate.Name, Setting, Judged.LogLoss, Judged.Accuracy);
    }
}
