using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;

namespace Cluster.Gateway.Contracts;

/// <summary>Why a model answers as it does. Contributions add up, with base and residual, to each output.</summary>
public sealed record ExplanationJson
{
    /// <summary>shap or lime.</summary>
    public required string Method { get; init; }

    /// <summary>linear, treeShapley, groupShapley or lime.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Whether contributions are exact Shapley values, by group and by feature, or estimates.</summary>
    public required ExactnessJson Exact { get; init; }

    /// <summary>The model version that predicted.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>The feature schema.</summary>
    public required string Schema { get; init; }

    /// <summary>The most probable emotion.</summary>
    public required string Top { get; init; }

    /// <summary>The second most probable one.</summary>
    public required string RunnerUp { get; init; }

    /// <summary>Calibrated probabilities.</summary>
    public required EmotionProbabilities Probabilities { get; init; }

    /// <summary>The top emotion against the runner-up: what contributions are of, above 0 for the top, below 0 for the runner-up.</summary>
    public required OutputJson Difference { get; init; }

    /// <summary>Every emotion that the model was trained on.</summary>
    public required IReadOnlyList<OutputJson> Classes { get; init; }

    /// <summary>Groups of features, the greatest contributions of either sign first.</summary>
    public required IReadOnlyList<GroupJson> Groups { get; init; }

    /// <summary>Features, the greatest contributions of either sign first, at most limit of them; empty for a model that is explained by group alone.</summary>
    public required IReadOnlyList<FeatureJson> Features { get; init; }

    /// <summary>All other features together; null when there are none.</summary>
    public required OtherFeaturesJson? OtherFeatures { get; init; }

    /// <summary>What the clip was compared with.</summary>
    public required BackgroundJson Background { get; init; }

    /// <summary>Rows that were put through the model.</summary>
    public required int Evaluations { get; init; }

    /// <summary>The seed of what was drawn by lot; null where nothing was.</summary>
    public required int? Seed { get; init; }

    /// <summary>How good the local fit is; lime only.</summary>
    public required FitJson? Fit { get; init; }

    /// <summary>An explanation's JSON.</summary>
    public static ExplanationJson From(AnswerExplanation explanation)
    {
        var classes = explanation.Classes.Select(output => output.Emotion?.ToName() ?? string.Empty).ToList();
        return new ExplanationJson
        {
            Method = Names.Of(explanation.Method),
            Algorithm = Names.Of(explanation.Algorithm),
            Exact = ExactnessJson.Of(explanation.Algorithm),
            ModelVersion = explanation.ModelVersion,
            Schema = explanation.SchemaId,
            Top = explanation.Top.ToName(),
            RunnerUp = explanation.RunnerUp.ToName(),
            Probabilities = explanation.Probabilities,
            Difference = OutputJson.From(explanation.Difference),
            Classes = [.. explanation.Classes.Select(OutputJson.From)],
            Groups = [.. explanation.Groups.Select(group => new GroupJson(group.Name, group.Features, group.Missing, group.Contribution, ByClass(classes, group.ByClass)))],
            Features = [.. explanation.Features.Select(feature => FeatureJson.From(feature, ByClass(classes, feature.ByClass)))],
            OtherFeatures = explanation.Unlisted is { } rest ? new OtherFeaturesJson(rest.Features, rest.Contribution, ByClass(classes, rest.ByClass)) : null,
            Background = BackgroundJson.Of(explanation.BackgroundRows),
            Evaluations = explanation.Evaluations,
            Seed = explanation.Seed,
            Fit = explanation.Fit is { } fit ? new FitJson(fit.Samples, fit.Spread, fit.Fidelity, fit.Agreement) : null,
        };
    }

    private static Dictionary<string, double> ByClass(List<string> classes, IReadOnlyList<double> parts) => classes.Zip(parts).ToDictionary(pair => pair.First, pair => pair.Second);
}
