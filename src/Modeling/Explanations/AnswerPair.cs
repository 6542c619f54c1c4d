namespace Cluster.Modeling.Explanations;

/// <summary>The two emotions that are compared, as places in the model's list of classes.</summary>
internal readonly record struct AnswerPair(int Top, int RunnerUp);
