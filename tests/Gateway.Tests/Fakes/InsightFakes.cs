using System.Collections.Immutable;
using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Events;
using Cluster.Abstractions.Explanations;
using Cluster.Catalog;
using Cluster.Catalog.Stats;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>Explains everything in one way, or nothing.</summary>
internal sealed class FakeExplanationGrain : IExplanationGrain
{
    public ExplainOutcome? Outcome { get; set; }

    public List<ExplainRequest> Requests { get; } = [];

    /// <summary>Sad against relaxed: two groups, one listed feature, three others.</summary>
    public static AnswerExplanation Explanation(ExplanationMethod method = ExplanationMethod.Shap) => new()
    {
        ModelVersion = "lr-1",
        SchemaId = "librosa-v1-0",
        Method = method,
        Algorithm = method == ExplanationMethod.Lime ? ExplanationAlgorithm.Lime : ExplanationAlgorithm.GroupShapley,
        Top = EmotionLabel.Sad,
        RunnerUp = EmotionLabel.Relaxed,
        Probabilities = new EmotionProbabilities(0.05, 0.8, 0.05, 0.1),
        Difference = new OutputExplanation(null, ExplainedQuantity.LogOdds, 0.5, 2, 0),
        Classes = [new OutputExplanation(EmotionLabel.Sad, ExplainedQuantity.ClassProbability, 0.25, 0.8, 0), new OutputExplanation(EmotionLabel.Relaxed, ExplainedQuantity.ClassProbability, 0.25, 0.1, 0)],
        Groups = [new GroupShare("timbre", 3, 1, 2, [0.6, -0.2]), new GroupShare("rhythm", 1, 0, -0.5, [-0.05, 0.05])],
        Features =
        [
            new FeatureShare
            {
                Name = "centroid_mean",
                Group = "timbre",
                Value = 1200,
                Unit = "Hz",
                State = ValueState.Measured,
                Percentile = 12.5,
                Contribution = 1.75,
                StandardError = 0.125,
                ByClass = [0.5, -0.1],
            },
        ],
        Unlisted = new FeatureRest(3, -0.25, [0.05, -0.05]),
        BackgroundRows = 32,
        Evaluations = 99,
        Seed = 1,
        Fit = method == ExplanationMethod.Lime ? new FitQuality(2000, 0.5, 0.75, 0.5) : null,
    };

    public Task<ExplainOutcome> ExplainAsync(ExplainRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(Outcome ?? new ExplainOutcome(ExplainStatus.Explained, Samples.Track("arşiv/a").Clips[1], Explanation(request.Method)));
    }
}

/// <summary>Takes all events but those whose id says otherwise.</summary>
internal sealed class FakeEventsGrain : IEventsGrain
{
    public List<ImmutableArray<ListeningEvent>> Batches { get; } = [];

    public Task<EventsOutcome> AddAsync(ImmutableArray<ListeningEvent> events, CancellationToken cancellationToken)
    {
        Batches.Add(events);
        var refused = events.Index().Where(pair => pair.Item.Id == "bad").Select(pair => new EventRefusal(pair.Index, "bad", "trackId", "There is no track.")).ToImmutableArray();
        var known = events.Count(received => received.Id == "known");
        return Task.FromResult(new EventsOutcome(events.Length - refused.Length - known, known, refused));
    }
}

/// <summary>Counts that the test put in; remembers what it was asked.</summary>
internal sealed class FakeStats : IEmotionStatsReader
{
    public List<EmotionStats> Groups { get; } = [];

    public EmotionStatsQuery? Query { get; private set; }

    public Task<Page<EmotionStats>> ListAsync(EmotionStatsQuery query, CancellationToken cancellationToken)
    {
        Query = query;
        return query.Cursor == "bad" ? throw new FormatException() : Task.FromResult(new Page<EmotionStats>(Groups, "next"));
    }
}
