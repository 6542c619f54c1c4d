namespace Cluster.Modeling.Reports;

/// <summary>A candidate of a training.</summary>
/// <param name="Name">The candidate, for example <c>shaped-kernel</c>.</param>
/// <param name="Settings">Its best settings on all rows, in words; for the vote, its members with their shares.</param>
/// <param name="LogLoss">Mean log-loss after calibration in the inner cross-validation over all rows, in nats. It is what candidates are compared by; as the least of several it flatters.</param>
/// <param name="Accuracy">The share of right rows in the same.</param>
/// <param name="Chosen">Outer folds, over all repeats, whose training rows chose it.</param>
/// <param name="Final">True for the candidate of the model itself, which was chosen by all rows.</param>
public sealed record CandidateSection(string Name, string Settings, double LogLoss, double Accuracy, int Chosen, bool Final);
