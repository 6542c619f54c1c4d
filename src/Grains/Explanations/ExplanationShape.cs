using Cluster.Abstractions.Explanations;
using Cluster.Modeling.Explanations;

namespace Cluster.Grains.Explanations;

/// <summary>An explanation in the shape of the wire contract: a bounded number of features, the rest summed.</summary>
internal static class ExplanationShape
{
    /// <summary>Shapes an explanation.</summary>
    public static AnswerExplanation Of(Explanation explanation, ExplainRequest request)
    {
        var listed = Math.Clamp(request.FeatureLimit, 0, ExplainRequest.MaxFeatureLimit);
        return new AnswerExplanation
        {
            ModelVersion = explanation.ModelVersion,
            SchemaId = explanation.SchemaId,
            Method = request.Method,
            Algorithm = explanation.Algorithm,
            Top = explanation.Top,
            RunnerUp = explanation.RunnerUp,
            Probabilities = explanation.Probabilities,
            Difference = Of(explanation.Difference),
            Classes = [.. explanation.Classes.Select(Of)],
            Groups = [.. explanation.Groups.Select(Of)],
            Features = [.. explanation.Features.Take(listed).Select(Of)],
            Unlisted = Rest([.. explanation.Features.Skip(listed)], explanation.Classes.Count),
            BackgroundRows = explanation.BackgroundRows,
            Evaluations = explanation.Evaluations,
            Seed = explanation.Seed,
            Fit = explanation.Fit is { } fit ? new FitQuality(fit.Samples, fit.Spread, fit.Fidelity, fit.Agreement) : null,
        };
    }

    private static OutputExplanation Of(ExplainedOutput output) => new(output.Emotion, output.Quantity, output.Base, output.Output, output.Residual);

    private static GroupShare Of(GroupContribution group) => new(group.Name, group.Features, group.Missing, group.Contribution, [.. group.ByClass]);

    private static FeatureShare Of(FeatureContribution feature) => new()
    {
        Name = feature.Name,
        Group = feature.Group,
        Value = feature.Value,
        Unit = FeatureUnits.Of(feature.Name),
        State = feature.State,
        Percentile = feature.Percentile,
        Contribution = feature.Contribution,
        StandardError = feature.StandardError,
        ByClass = [.. feature.ByClass],
    };

    private static FeatureRest? Rest(IReadOnlyList<FeatureContribution> features, int classes) => features.Count == 0
        ? null
        : new FeatureRest(
            features.Count,
            features.Sum(feature => feature.Contribution),
            [.. Enumerable.Range(0, classes).Select(k => features.Sum(feature => feature.ByClass[k]))]);
}
