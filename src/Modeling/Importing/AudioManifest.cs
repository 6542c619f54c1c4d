namespace Cluster.Modeling.Importing;

/// <summary>Labelled audio to train on or evaluate with.</summary>
/// <param name="Entries">The stretches of audio.</param>
/// <param name="Import">What was read and dropped.</param>
public sealed record AudioManifest(IReadOnlyList<AudioEntry> Entries, ImportReport Import);
