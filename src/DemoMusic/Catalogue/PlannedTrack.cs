using Cluster.DemoMusic.Artists;
using Cluster.DemoMusic.Emotions;

namespace Cluster.DemoMusic.Catalogue;

/// <summary>A track that is to be made: what the manifests say, and how it sounds.</summary>
/// <param name="Track">The manifest's facts.</param>
/// <param name="ForTraining">Whether its artist belongs to the training half.</param>
/// <param name="Performance">What is played, and how.</param>
/// <param name="Recording">How it is recorded.</param>
/// <param name="DurationS">Length in seconds.</param>
/// <param name="AsMp3">Written as MP3, else as WAV.</param>
/// <param name="Seed">Seed of its sound.</param>
public sealed record PlannedTrack(
    DemoTrack Track,
    bool ForTraining,
    Performance Performance,
    RecordingStyle Recording,
    double DurationS,
    bool AsMp3,
    long Seed);
