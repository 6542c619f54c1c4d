using Cluster.Abstractions.Comparisons;
using Cluster.Abstractions.Emotions;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>Answers every comparison alike, or as a test sets it.</summary>
internal sealed class FakeComparisonGrain : IModelComparisonGrain
{
    private static readonly DifferenceView Better = new(0.7, 0.8, 0.05, 0.15, 0.001);
    private static readonly DifferenceView Unknown = new(0.7, 0.6, null, null, null);

    public List<ComparisonRequest> Requests { get; } = [];

    public ComparisonAnswer Answer { get; set; } = new(ComparisonStatus.Done, View, null);

    public static ComparisonView View => new()
    {
        Candidate = "lr-2",
        Champion = "lr-1",
        Clips = 100,
        IsSample = true,
        Agreement = [[40, 10, 0, 0], [0, 20, 0, 0], [0, 0, 20, 0], [0, 0, 0, 10]],
        AgreementShare = 0.9,
        Kappa = null,
        Sure = 0.75,
        Disagreements = [new DisagreementView("çalgı#1", 3, EmotionLabel.Happy, 0.9, EmotionLabel.Sad, 0.8, null)],
        AllDisagreements = 7,
        Labelled = new LabelledView(
            30, 10, Better, Unknown, [new ClassView(EmotionLabel.Sad, 12, Better, 0.2)], [new SliceView("genre", "uşşak", 30, 10, Better, Unknown, null)], 2, 3, 9, 0.14, true),
        Labels = new LabelsNeededView(30, 500, 470, 0.02, 0.8, 0.1, 1.1, 0.05),
        Verdict = ComparisonVerdict.CandidateBetter,
        Reason = "Better.",
        Traffic = new ShadowTrafficView
        {
            Requests = 50,
            Failed = 1,
            Dropped = 2,
            Benched = 3,
            Unstored = 4,
            Hangs = 0,
            Predictions = 100,
            Reviews = 10,
            ChampionReviews = 12,
            ScoringP95Seconds = 0.002,
            StartedAt = Samples.Time,
        },
    };

    public Task<ComparisonAnswer> CompareAsync(ComparisonRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(Answer);
    }
}
