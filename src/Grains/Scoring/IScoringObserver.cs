namespace Cluster.Grains.Scoring;

/// <summary>Is told what was answered, after it was: shadows, drift and the watch over a new champion build on it.</summary>
/// <remarks>Both calls come from the answering path. They must return at once, whatever the observer's state: a full queue drops and counts.</remarks>
public interface IScoringObserver
{
    /// <summary>A recording was scored anew. An answer that was current already is not told again.</summary>
    void Scored(ScoredTrack track);

    /// <summary>A request ended.</summary>
    void Ended(ScoringRequest request);
}
