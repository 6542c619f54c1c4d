namespace Cluster.Abstractions.Explanations;

/// <summary>How contributions were computed.</summary>
public enum ExplanationAlgorithm
{
    /// <summary>Weight times the prepared value's distance from the background's mean: the exact Shapley values of a weighted sum.</summary>
    Linear = 0,

    /// <summary>Exact Shapley values of boosted trees against every background row.</summary>
    TreeShapley = 1,

    /// <summary>Exact Shapley values of groups of features, by all coalitions; within a group, those of its features are sampled and add up to the group's.</summary>
    GroupShapley = 2,

    /// <summary>Ridge regression on seeded perturbations around the row; does not add up exactly.</summary>
    Lime = 3,
}
