namespace Cluster.Modeling.Training;

/// <summary>How far a training is.</summary>
/// <param name="Stage">What is being done: <c>cross-validation</c>, <c>final model</c>, <c>evaluation</c>.</param>
/// <param name="Done">Steps done in all.</param>
/// <param name="Total">Steps in all; constant during one training.</param>
/// <param name="Message">A line for people, for example the fold's accuracy.</param>
public sealed record TrainingProgress(string Stage, int Done, int Total, string Message);
