using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Artefacts;

namespace Cluster.Modeling.Training;

/// <summary>All that was fitted on a set of training rows.</summary>
internal sealed record FittedModel(IReadOnlyList<EmotionLabel> Classes, LinearWeights Weights, double Temperature, double L2);
