using System.Collections.Immutable;
using Cluster.Abstractions.Feedbacks;

namespace Cluster.Gateway.Tests.Fakes;

internal sealed class FakeFeedbackGrain : IFeedbackGrain
{
    public List<FeedbackRequest> Requests { get; } = [];

    public List<(string Id, FeedbackAuthor Author)> Undone { get; } = [];

    public FeedbackOutcome? Outcome { get; set; }

    public Task<FeedbackOutcome> GiveAsync(FeedbackRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(Outcome ?? new FeedbackOutcome(FeedbackStatus.Stored, Samples.Feedback(request.Id) with { Author = request.Author }));
    }

    public Task<FeedbackOutcome> UndoAsync(string feedbackId, FeedbackAuthor author, CancellationToken cancellationToken)
    {
        Undone.Add((feedbackId, author));
        return Task.FromResult(Outcome ?? new FeedbackOutcome(FeedbackStatus.Stored, Samples.Feedback(feedbackId) with { UndoneAt = Samples.Time }));
    }
}

internal sealed class FakeAgreementGrain : IAgreementGrain
{
    public List<(ImmutableArray<AnnotatorKind> Kinds, int LeastCommon)> Requests { get; } = [];

    public Task<AgreementView> MeasureAsync(ImmutableArray<AnnotatorKind> kinds, int leastCommon, CancellationToken cancellationToken)
    {
        Requests.Add((kinds, leastCommon));
        var figure = new AgreementEstimate(0.75, 0.5, 0.9);
        return Task.FromResult(new AgreementView
        {
            Items = 12,
            SingleItems = 3,
            Raters = 2,
            RatersLeftOut = 0,
            PercentAgreement = figure,
            FleissKappa = null,
            Pairs = [new AgreementPair(new(AnnotatorKind.Annotator, "Ayşe"), new(AnnotatorKind.DataSet, "Turkish"), 12, figure, figure)],
        });
    }
}
