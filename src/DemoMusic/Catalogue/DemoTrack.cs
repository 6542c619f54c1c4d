using Cluster.Abstractions.Emotions;

namespace Cluster.DemoMusic.Catalogue;

/// <summary>A track of the demo catalogue, as the manifests name it.</summary>
/// <param name="Path">The audio file relative to the manifests' folder, with forward slashes.</param>
/// <param name="Emotion">The emotion that it was made to have.</param>
/// <param name="TrackId">The track's id.</param>
/// <param name="Artist">Artist.</param>
/// <param name="Album">Album.</param>
/// <param name="Title">Title.</param>
/// <param name="Genre">Genre.</param>
/// <param name="Year">Year of the recording.</param>
public sealed record DemoTrack(
    string Path,
    EmotionLabel Emotion,
    string TrackId,
    string Artist,
    string Album,
    string Title,
    string Genre,
    int Year);
