namespace Cluster.Featurization;

/// <summary>One clip of a file with its features.</summary>
/// <param name="Index">Position among the file's clips, from 0.</param>
/// <param name="StartS">Start in seconds, counted from where the analysis started.</param>
/// <param name="DurationS">Length in seconds.</param>
/// <param name="Features">The features.</param>
/// <param name="Schema">The schema of their vector.</param>
public sealed record FeaturizedClip(int Index, double StartS, double DurationS, ClipFeatures Features, FeatureSchema Schema);
