using Cluster.Abstractions.Explanations;

namespace Cluster.Modeling.Explanations;

/// <summary>Exact Shapley values of groups of features, for any model; within the groups, sampled ones of the features.</summary>
/// <remarks>
/// <para>A coalition's worth is the mean of an output over the background rows, each with the row's own values in the coalition's groups. Values are replaced raw, so
/// that whatever the model makes of several features together stays whole.</para>
/// <para>Cost: <c>(2^groups - 1) * background rows + 1</c> evaluations, by batches of a background's size; 261,889 at the very most. To these come those of
/// <see cref="OwenSampling"/>.</para>
/// </remarks>
internal sealed class GroupAttribution : IAttributor
{
    private readonly ModelOutputs outputs;
    private readonly FeatureGrouping grouping;
    private readonly ExplanationOptions options;
    private readonly float[] background;
    private readonly OwenSampling? sampling;

    public GroupAttribution(ModelOutputs outputs, FeatureGrouping grouping, ExplanationBackground background, ExplanationOptions options)
    {
        this.options = options;
        if (options.Orders > 0 && outputs.Width <= ExplanationOptions.MaxFeatures) sampling = new OwenSampling(outputs, grouping, background, options);
        this.outputs = outputs;
        this.grouping = grouping;
        this.background = [.. background.Rows.SelectMany(row => row)];
    }

    public Attribution Attribute(ReadOnlySpan<float> row, AnswerPair pair, CancellationToken cancellationToken)
    {
        var players = grouping.Groups.Count;
        var worth = new double[outputs.Count][];
        for (var n = 0; n < worth.Length; n++) worth[n] = new double[1 << players];
        var rows = new float[background.Length];
        var results = new double[background.Length / row.Length * outputs.Count];
        var evaluations = 0;
        for (var coalition = 0; coalition < 1 << players; coalition++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var used = Fill(row, coalition, rows);
            outputs.Evaluate(rows.AsSpan(0, used * row.Length), pair, results.AsSpan(0, used * outputs.Count));
            evaluations += used;
            for (var i = 0; i < used * outputs.Count; i++) worth[i % outputs.Count][coalition] += results[i] / used;
        }

        var byGroup = Array.ConvertAll(worth, values => ShapleyValues.Of(values, players));
        var sampled = sampling?.Split(row, pair, byGroup, cancellationToken);
        return new Attribution
        {
            Algorithm = ExplanationAlgorithm.GroupShapley,
            ClassQuantity = ExplainedQuantity.ClassProbability,
            Base = Array.ConvertAll(worth, values => values[0]),
            Output = Array.ConvertAll(worth, values => values[^1]),
            ByFeature = sampled?.ByFeature,
            ByGroup = byGroup,
            Errors = sampled?.Errors,
            Seed = sampled is null ? null : options.Seed,
            Evaluations = evaluations + (sampled?.Evaluations ?? 0),
        };
    }

    /// <returns>How many rows there are to evaluate: with all groups present they are all the row itself.</returns>
    private int Fill(ReadOnlySpan<float> row, int coalition, float[] rows)
    {
        if (coalition == (1 << grouping.Groups.Count) - 1)
        {
            row.CopyTo(rows);
            return 1;
        }

        background.CopyTo(rows, 0);
        for (var j = 0; j < row.Length; j++)
        {
            if ((coalition >> grouping.GroupOf[j] & 1) == 0) continue;
            for (var at = j; at < rows.Length; at += row.Length) rows[at] = row[j];
        }

        return rows.Length / row.Length;
    }
}
