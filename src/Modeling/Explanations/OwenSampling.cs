namespace Cluster.Modeling.Explanations;

/// <summary>Splits what groups contribute over their features: Shapley values under the rule that the features of a group join one after the other (Owen values), sampled.</summary>
/// <remarks>
/// <para>The features of a background row are replaced by the row's own one by one, group after group, in an order drawn by lot, and then in the reverse of that order: what
/// the output changes by is the feature's. The mean over all orders and background rows is the Owen value. What sampling misses of a group's exact contribution goes to its
/// features by the size of their parts, so that they add up to it and one that never changes anything keeps 0.</para>
/// <para>Cost: <c>orders * (features + 1)</c> evaluations. Source: G. Owen, "Values of games with a priori unions", Mathematical Economics and Game Theory, 1977; sampling:
/// Castro, Gomez and Tejada, "Polynomial calculation of the Shapley value based on sampling", Computers and Operations Research 36, 2009.</para>
/// </remarks>
internal sealed class OwenSampling(ModelOutputs outputs, FeatureGrouping grouping, ExplanationBackground background, ExplanationOptions options)
{
    private readonly int[][] members = [.. Enumerable.Range(0, grouping.Groups.Count)
        .Select(g => Enumerable.Range(0, grouping.GroupOf.Count).Where(j => grouping.GroupOf[j] == g).ToArray())];

    /// <summary>Splits the contributions of one row.</summary>
    /// <param name="row">Raw values.</param>
    /// <param name="pair">The emotions whose difference is output 0.</param>
    /// <param name="byGroup">The exact contributions, row-major <c>[output][group]</c>.</param>
    /// <param name="cancellationToken">Ends the work between two orders.</param>
    /// <returns>Contributions, row-major <c>[output][feature]</c>, the standard errors of those to output 0, and how many rows were evaluated.</returns>
    public (double[][] ByFeature, double[] Errors, int Evaluations) Split(
        ReadOnlySpan<float> row, AnswerPair pair, double[][] byGroup, CancellationToken cancellationToken)
    {
        var random = new Random(options.Seed);
        var (pairs, width) = (options.Orders / 2, row.Length);
        var rows = new float[(width + 1) * width];
        var results = new double[(width + 1) * outputs.Count];
        var byFeature = Array.ConvertAll(byGroup, _ => new double[width]);
        var (squares, ofPair) = (new double[width], new double[width]);
        var others = background.Rows.ToArray();
        random.Shuffle(others);
        for (var n = 0; n < pairs; n++)
        {
            var order = DrawOrder(random);
            Array.Clear(ofPair);
            for (var turn = 0; turn < 2; turn++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Join(others[n % others.Length], row, order, rows);
                outputs.Evaluate(rows, pair, results);
                for (var at = 0; at < width; at++)
                {
                    for (var output = 0; output < outputs.Count; output++)
                    {
                        var change = (results[((at + 1) * outputs.Count) + output] - results[(at * outputs.Count) + output]) / (2 * pairs);
                        byFeature[output][order[at]] += change;
                        if (output == 0) ofPair[order[at]] += change;
                    }
                }

                Array.Reverse(order);
            }

            for (var j = 0; j < width; j++) squares[j] += ofPair[j] * ofPair[j];
        }

        // ofPair holds a pair's mean divided by the number of pairs.
        double[] errors = [.. squares.Select((square, j) =>
            pairs < 2 ? double.NaN : Math.Sqrt(Math.Max(0, (square * pairs) - (byFeature[0][j] * byFeature[0][j])) / (pairs - 1)))];
        for (var output = 0; output < outputs.Count; output++) Settle(byFeature[output], byGroup[output]);
        return (byFeature, errors, 2 * pairs * (width + 1));
    }

    // Row by row one more feature has the row's own value.
    private static void Join(float[] other, ReadOnlySpan<float> row, int[] order, float[] rows)
    {
        other.CopyTo(rows, 0);
        for (var at = 0; at < order.Length; at++)
        {
            var next = rows.AsSpan((at + 1) * row.Length, row.Length);
            rows.AsSpan(at * row.Length, row.Length).CopyTo(next);
            next[order[at]] = row[order[at]];
        }
    }

    private int[] DrawOrder(Random random)
    {
        var groups = members.Select(group => group.ToArray()).ToArray();
        foreach (var group in groups) random.Shuffle(group);
        random.Shuffle(groups);
        return [.. groups.SelectMany(group => group)];
    }

    private void Settle(double[] byFeature, double[] byGroup)
    {
        for (var g = 0; g < members.Length; g++)
        {
            var (sum, size) = (0.0, 0.0);
            foreach (var j in members[g])
            {
                sum += byFeature[j];
                size += Math.Abs(byFeature[j]);
            }

            foreach (var j in members[g]) byFeature[j] += (byGroup[g] - sum) * (size > 0 ? Math.Abs(byFeature[j]) / size : 1.0 / members[g].Length);
        }
    }
}
