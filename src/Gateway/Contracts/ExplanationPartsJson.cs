using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;

namespace Cluster.Gateway.Contracts;

/// <summary>Whether contributions are exact Shapley values.</summary>
/// <param name="Groups">Those of groups.</param>
/// <param name="Features">Those of features; where they are not, each has a standard error, or the local fit says how good it is.</param>
public sealed record ExactnessJson(bool Groups, bool Features)
{
    /// <summary>What an algorithm gives.</summary>
    internal static ExactnessJson Of(ExplanationAlgorithm algorithm) => algorithm switch
    {
        ExplanationAlgorithm.Linear or ExplanationAlgorithm.TreeShapley => new ExactnessJson(true, true),
        ExplanationAlgorithm.GroupShapley => new ExactnessJson(true, false),
        _ => new ExactnessJson(false, false),
    };
}

/// <summary>A number that contributions add up to: base + contributions + residual = output.</summary>
/// <param name="Emotion">The emotion; null for the top one against the runner-up.</param>
/// <param name="Quantity">logOdds, classScore or classProbability.</param>
/// <param name="Unit">nat for log-odds and scores, 1 for probabilities.</param>
/// <param name="Base">The mean over the background; for lime the fit at the training mean.</param>
/// <param name="Output">What the model gives for the clip.</param>
/// <param name="Residual">What contributions leave unexplained.</param>
public sealed record OutputJson(string? Emotion, string Quantity, string Unit, double Base, double Output, double Residual)
{
    internal static OutputJson From(OutputExplanation output) => new(
        output.Emotion?.ToName(),
        Names.Of(output.Quantity),
        output.Quantity == ExplainedQuantity.ClassProbability ? "1" : "nat",
        output.Base,
        output.Output,
        output.Residual);
}

/// <summary>What a group of features did to the answer.</summary>
/// <param name="Name">The group.</param>
/// <param name="Features">Features in it.</param>
/// <param name="Missing">Features of it whose values were missing or implausible.</param>
/// <param name="Contribution">Its part of the difference.</param>
/// <param name="ByClass">Its part of each emotion's output.</param>
public sealed record GroupJson(string Name, int Features, int Missing, double Contribution, IReadOnlyDictionary<string, double> ByClass);

/// <summary>What one feature did to the answer.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Group">Its group.</param>
/// <param name="Value">Its value; null where it is missing.</param>
/// <param name="Unit">The value's unit, 1 for a number without one; null where it is not known.</param>
/// <param name="State">measured, missing or implausible; for the latter two the training median stood in.</param>
/// <param name="Percentile">Where the value lies in the training distribution, 0 to 100.</param>
/// <param name="Contribution">Its part of the difference.</param>
/// <param name="StandardError">Standard error of a contribution that was sampled.</param>
/// <param name="ByClass">Its part of each emotion's output.</param>
public sealed record FeatureJson(
    string Name, string Group, float? Value, string? Unit, string State, double? Percentile, double Contribution, double? StandardError, IReadOnlyDictionary<string, double> ByClass)
{
    internal static FeatureJson From(FeatureShare feature, IReadOnlyDictionary<string, double> byClass) => new(
        feature.Name,
        feature.Group,
        feature.Value,
        feature.Unit,
        Names.Of(feature.State),
        feature.Percentile,
        feature.Contribution,
        feature.StandardError,
        byClass);
}

/// <summary>The features that are not listed, together.</summary>
/// <param name="Count">How many they are.</param>
/// <param name="Contribution">Their part of the difference.</param>
/// <param name="ByClass">Their part of each emotion's output.</param>
public sealed record OtherFeaturesJson(int Count, double Contribution, IReadOnlyDictionary<string, double> ByClass);

/// <summary>What a clip is compared with.</summary>
/// <param name="Kind">trainingQuantiles.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Description">What they are.</param>
public sealed record BackgroundJson(string Kind, int Rows, string Description)
{
    internal static BackgroundJson Of(int rows) => new(
        "trainingQuantiles",
        rows,
        "Rows made of the quantiles of each feature in training, kept with the model; features are independent of each other in them. The same for a model version for ever.");
}

/// <summary>How far a local fit may be believed.</summary>
/// <param name="Samples">Perturbed rows.</param>
/// <param name="Spread">Standard deviation of the perturbation, in those of the training rows.</param>
/// <param name="Fidelity">Weighted R2 of the fit: 1 is perfect.</param>
/// <param name="Agreement">Correlation of the contributions that each half of the samples gives alone.</param>
public sealed record FitJson(int Samples, double Spread, double Fidelity, double Agreement);
