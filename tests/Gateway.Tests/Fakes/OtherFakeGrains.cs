using Cluster.Abstractions.Backfills;
using Cluster.Abstractions.Clips;
using Cluster.Abstractions.Explanations;
using Cluster.Abstractions.Predictions;

namespace Cluster.Gateway.Tests.Fakes;

internal sealed class FakeClipGrain(Clip? clip) : IClipGrain
{
    public Task<Clip?> GetAsync(CancellationToken cancellationToken) => Task.FromResult(clip);

    public Task<FeatureVector?> GetFeaturesAsync(string schemaId, CancellationToken cancellationToken) => Task.FromResult<FeatureVector?>(null);
}

internal sealed class FakeJobGrain(string key) : IBackfillJobGrain
{
    public BackfillJob? Job { get; set; }

    public Task<JobCommandOutcome> StartAsync(BackfillSpec spec, CancellationToken cancellationToken)
    {
        Job ??= Samples.Job(key, spec);
        return Task.FromResult(Job.Spec == spec ? new JobCommandOutcome(CommandStatus.Done, Job) : new JobCommandOutcome(CommandStatus.Refused, Job, "another source"));
    }

    public Task<BackfillJob?> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Job);

    public Task<JobCommandOutcome> PauseAsync(CancellationToken cancellationToken) => Command(JobState.Paused);

    public Task<JobCommandOutcome> ResumeAsync(CancellationToken cancellationToken) => Command(JobState.Running);

    public Task<JobCommandOutcome> CancelAsync(CancellationToken cancellationToken) => Command(JobState.Cancelled);

    public Task<JobCommandOutcome> RetryAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Job is null ? Unknown : new JobCommandOutcome(CommandStatus.Refused, Job, "A paused job cannot be retried; resume it first."));

    public Task ProgressedAsync() => Task.CompletedTask;

    private static JobCommandOutcome Unknown { get; } = new(CommandStatus.NotFound, null, "There is no such job.");

    private Task<JobCommandOutcome> Command(JobState state)
    {
        if (Job is null) return Task.FromResult(Unknown);
        Job = Job with { State = state };
        return Task.FromResult(new JobCommandOutcome(CommandStatus.Done, Job));
    }
}

internal sealed class FakePredictorGrain : IPredictorGrain
{
    public AnalysisFailure? Failure { get; set; }

    public List<(PredictRequest Request, byte[] Body)> Requests { get; } = [];

    public async Task<PredictOutcome> PredictAsync(PredictRequest request, CancellationToken cancellationToken)
    {
        Requests.Add((request, await File.ReadAllBytesAsync(request.Path, cancellationToken)));
        if (Failure is not null) return new PredictOutcome(null, [], 0, Failure);
        var track = Samples.Track("x");
        var explanations = request.Explain is null ? null : new PredictionExplanations([new ClipExplanation(1, FakeExplanationGrain.Explanation())], 1, "busy");
        return new PredictOutcome(track.Emotion, track.Clips, 45, null, explanations);
    }
}
