namespace Cluster.Abstractions.Explanations;

/// <summary>What is asked for.</summary>
public enum ExplanationMethod
{
    /// <summary>Shapley values, by the most exact way there is for the model; see <see cref="ExplanationAlgorithm"/>.</summary>
    Shap = 0,

    /// <summary>A weighted linear fit around the row.</summary>
    Lime = 1,
}
