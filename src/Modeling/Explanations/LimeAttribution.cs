using Cluster.Abstractions.Explanations;

namespace Cluster.Modeling.Explanations;

/// <summary>A weighted linear fit to what the model gives for perturbed copies of the row.</summary>
/// <remarks>
/// <para>Every measured feature that varied in training is moved by normal noise, in standard deviations of the training rows, not beyond what is plausible. Samples weigh
/// <c>exp(-distance^2 / (2 width^2))</c>. A contribution is the coefficient times the row's own distance from the training mean: what the fit says the value adds to an
/// average row. A missing or implausible value is left as it is and contributes 0.</para>
/// <para>Source: Ribeiro, Singh and Guestrin, "Why should I trust you? Explaining the predictions of any classifier", KDD 2016, with noise around the row itself.</para>
/// </remarks>
internal sealed class LimeAttribution(ModelOutputs outputs, FeatureRanges ranges, ExplanationOptions options) : IAttributor
{
    private const int SamplesPerFeature = 10;
    private const int BatchRows = 128;

    public Attribution Attribute(ReadOnlySpan<float> row, AnswerPair pair, CancellationToken cancellationToken)
    {
        var moved = Moved(row);
        var samples = Draw(row, moved, pair, cancellationToken);
        var halves = (First: new WeightedRidge(moved.Length, outputs.Count), Second: new WeightedRidge(moved.Length, outputs.Count));
        for (var i = 0; i < samples.Count; i++) (i % 2 == 0 ? halves.First : halves.Second).Add(samples.Row(i), samples.Outputs(i), samples.Weights[i]);
        var fit = WeightedRidge.Sum(halves.First, halves.Second).Solve(options.Ridge);
        var distances = Distances(row, moved);
        var parts = fit.Select(coefficients => Contributions(coefficients, distances)).ToArray();
        return new Attribution
        {
            Algorithm = ExplanationAlgorithm.Lime,
            ClassQuantity = ExplainedQuantity.ClassProbability,
            Base = [.. fit.Zip(parts, (coefficients, values) => coefficients[0] - values.Sum())],
            Output = samples.Outputs(0).ToArray(),
            ByFeature = Array.ConvertAll(parts, values => Spread(values, moved, outputs.Width)),
            Seed = options.Seed,
            Evaluations = samples.Count,
            Fit = new LocalFit
            {
                Samples = samples.Count,
                Spread = options.Spread,
                KernelWidth = Width(moved.Length),
                Ridge = options.Ridge,
                Fidelity = samples.Fidelity(fit[0]),
                Agreement = Correlation(
                    Contributions(halves.First.Solve(options.Ridge)[0], distances), Contributions(halves.Second.Solve(options.Ridge)[0], distances)),
            },
        };
    }

    private static double[] Contributions(double[] coefficients, double[] distances) => [.. distances.Select((distance, n) => coefficients[1 + n] * distance)];

    private static double[] Spread(double[] values, int[] moved, int width)
    {
        var all = new double[width];
        for (var n = 0; n < moved.Length; n++) all[moved[n]] = values[n];
        return all;
    }

    // Without variation on either side, both halves say the same: nothing matters.
    private static double Correlation(double[] first, double[] second)
    {
        if (first.Length == 0) return 1;
        var (meanFirst, meanSecond) = (first.Average(), second.Average());
        double product = 0, squareFirst = 0, squareSecond = 0;
        for (var n = 0; n < first.Length; n++)
        {
            var (x, y) = (first[n] - meanFirst, second[n] - meanSecond);
            product += x * y;
            squareFirst += x * x;
            squareSecond += y * y;
        }

        if (squareFirst == 0 && squareSecond == 0) return 1;
        return squareFirst == 0 || squareSecond == 0 ? 0 : product / Math.Sqrt(squareFirst * squareSecond);
    }

    private int[] Moved(ReadOnlySpan<float> row)
    {
        var moved = new List<int>();
        for (var j = 0; j < row.Length; j++)
        {
            if (ranges.Scale[j] > 0 && ranges.StateOf(j, row[j]) == ValueState.Measured) moved.Add(j);
        }

        return [.. moved];
    }

    private double[] Distances(ReadOnlySpan<float> row, int[] moved)
    {
        var distances = new double[moved.Length];
        for (var n = 0; n < moved.Length; n++) distances[n] = (row[moved[n]] - ranges.Mean[moved[n]]) / ranges.Scale[moved[n]];
        return distances;
    }

    private double Width(int moved) => options.KernelWidth * options.Spread * Math.Sqrt(Math.Max(1, moved));

    private LimeSamples Draw(ReadOnlySpan<float> row, int[] moved, AnswerPair pair, CancellationToken cancellationToken)
    {
        var random = new Random(options.Seed);
        var samples = new LimeSamples(Math.Max(options.Samples, SamplesPerFeature * moved.Length), moved.Length, outputs.Count);
        var rows = new float[BatchRows * row.Length];
        for (var start = 0; start < samples.Count; start += BatchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(BatchRows, samples.Count - start);
            for (var i = 0; i < count; i++)
            {
                var perturbed = rows.AsSpan(i * row.Length, row.Length);
                row.CopyTo(perturbed);
                if (start + i > 0) Perturb(random, perturbed, moved, samples, start + i);
            }

            outputs.Evaluate(rows.AsSpan(0, count * row.Length), pair, samples.OutputsFrom(start, count));
        }

        return samples;
    }

    private void Perturb(Random random, Span<float> row, int[] moved, LimeSamples samples, int sample)
    {
        var values = samples.Row(sample)[1..];
        var square = 0.0;
        for (var n = 0; n < moved.Length; n++)
        {
            var j = moved[n];
            var own = row[j];
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            row[j] = ranges.Clamp(j, own + (options.Spread * ranges.Scale[j] * normal));
            values[n] = (row[j] - (double)own) / ranges.Scale[j];
            square += values[n] * values[n];
        }

        var width = Width(moved.Length);
        samples.Weights[sample] = Math.Exp(-square / (2 * width * width));
    }
}
