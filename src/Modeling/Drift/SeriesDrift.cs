namespace Cluster.Modeling.Drift;

/// <summary>The drift of one feature, or of the predicted emotions.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Stability">The difference from the reference.</param>
/// <param name="ByChance">The PSI that chance explains.</param>
/// <param name="AdjustedPValue">The p-value corrected for the number of features.</param>
/// <param name="Level">How far this window is.</param>
/// <param name="ModerateRunning">Windows running, this the last, that were at least moderate.</param>
/// <param name="MajorRunning">Windows running, this the last, that were major.</param>
/// <param name="Alert">What is to be told: the level that has lasted for as many windows as are asked for.</param>
public sealed record SeriesDrift(
    string Name, PopulationStability Stability, double ByChance, double AdjustedPValue, DriftLevel Level, int ModerateRunning, int MajorRunning, DriftLevel Alert);
