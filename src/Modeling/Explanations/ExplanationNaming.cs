using Cluster.Abstractions.Emotions;
using Cluster.Abstractions.Explanations;

namespace Cluster.Modeling.Explanations;

/// <summary>Gives the numbers of an <see cref="Attribution"/> their names, values and places in the training distribution.</summary>
internal sealed class ExplanationNaming(
    IReadOnlyList<string> names, IReadOnlyList<EmotionLabel> classes, FeatureGrouping grouping, FeatureRanges ranges, FeatureReference? reference)
{
    public ExplainedOutput Difference(Attribution attribution) => Output(attribution, 0, null, ExplainedQuantity.LogOdds);

    public IReadOnlyList<ExplainedOutput> Classes(Attribution attribution) =>
        [.. classes.Select((emotion, k) => Output(attribution, 1 + k, emotion, attribution.ClassQuantity))];

    /// <summary>Features by the size of their contribution; of equal ones, in schema order.</summary>
    public IReadOnlyList<FeatureContribution> Features(Attribution attribution, ReadOnlySpan<float> row)
    {
        if (attribution.ByFeature is not { } contributions) return [];
        var features = new FeatureContribution[row.Length];
        for (var j = 0; j < row.Length; j++)
        {
            var state = ranges.StateOf(j, row[j]);
            features[j] = new FeatureContribution
            {
                Name = names[j],
                Group = grouping.Groups[grouping.GroupOf[j]],
                Value = state == ValueState.Missing ? null : row[j],
                State = state,
                Percentile = state == ValueState.Measured ? reference?.PercentileOf(j, row[j]) : null,
                Contribution = contributions[0][j],
                StandardError = attribution.Errors?[j] is { } error && double.IsFinite(error) ? error : null,
                ByClass = ByClass(contributions, j),
            };
        }

        return [.. features.OrderByDescending(feature => Math.Abs(feature.Contribution))];
    }

    /// <summary>Groups by the size of their contribution; of equal ones, in the grouping's order.</summary>
    public IReadOnlyList<GroupContribution> Groups(Attribution attribution, ReadOnlySpan<float> row)
    {
        var (count, missing) = (new int[grouping.Groups.Count], new int[grouping.Groups.Count]);
        for (var j = 0; j < row.Length; j++)
        {
            count[grouping.GroupOf[j]]++;
            if (ranges.StateOf(j, row[j]) != ValueState.Measured) missing[grouping.GroupOf[j]]++;
        }

        var contributions = attribution.ByGroup ?? Array.ConvertAll(attribution.ByFeature!, SumByGroup);
        return [.. grouping.Groups
            .Select((name, g) => new GroupContribution
            {
                Name = name,
                Features = count[g],
                Missing = missing[g],
                Contribution = contributions[0][g],
                ByClass = ByClass(contributions, g),
            })
            .OrderByDescending(group => Math.Abs(group.Contribution))];
    }

    private static ExplainedOutput Output(Attribution attribution, int n, EmotionLabel? emotion, ExplainedQuantity quantity) => new()
    {
        Emotion = emotion,
        Quantity = quantity,
        Base = attribution.Base[n],
        Output = attribution.Output[n],
        Residual = attribution.Output[n] - attribution.Base[n] - (attribution.ByGroup ?? attribution.ByFeature!)[n].Sum(),
    };

    private static double[] ByClass(double[][] contributions, int part) => [.. contributions.Skip(1).Select(values => values[part])];

    private double[] SumByGroup(double[] byFeature)
    {
        var sums = new double[grouping.Groups.Count];
        for (var j = 0; j < byFeature.Length; j++) sums[grouping.GroupOf[j]] += byFeature[j];
        return sums;
    }
}
