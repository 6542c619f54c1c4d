using System.Collections.Concurrent;
using Cluster.Grains.Scoring;

namespace Cluster.Grains.Tests.Fakes;

/// <summary>Keeps what it is told.</summary>
internal sealed class RecordingObserver : IScoringObserver
{
    public ConcurrentQueue<ScoredTrack> Scored { get; } = new();

    public ConcurrentQueue<ScoringRequest> Ended { get; } = new();

    void IScoringObserver.Scored(ScoredTrack track) => Scored.Enqueue(track);

    void IScoringObserver.Ended(ScoringRequest request) => Ended.Enqueue(request);
}
