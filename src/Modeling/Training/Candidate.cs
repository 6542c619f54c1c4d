using Cluster.Modeling.Preprocessing;

namespace Cluster.Modeling.Training;

/// <summary>A learner on a kind of preparation: what training chooses from.</summary>
/// <param name="Name">What options and reports call it, for example <c>shaped-kernel</c>.</param>
/// <param name="Learner">The learner with its grid.</param>
/// <param name="Preparation">The preparation.</param>
internal sealed record Candidate(string Name, ILearner Learner, PreparationPlan Preparation);
