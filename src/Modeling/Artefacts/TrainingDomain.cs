namespace Cluster.Modeling.Artefacts;

/// <summary>What the training rows were like: ranges and a distance, by which a model knows what it was never shown. Statistics only; no row is held.</summary>
/// <remarks>
/// <para>A row is outside when its distance is above <see cref="MostDistance"/>, when more than <see cref="MostBeyond"/> of its features lie beyond their ranges, or when half of its features or
/// more are missing. Both limits are quantiles over held-out rows (<see cref="Training.DomainFit"/>).</para>
/// <para>The distance is the squared Mahalanobis distance of the standardised row, divided by the number of features; a missing value counts as the mean. A feature whose scale is 0 is not
/// looked at. Source: Mahalanobis, "On the generalised distance in statistics", 1936; the correlation is shrunk towards the identity, so that it can be inverted.</para>
/// </remarks>
public sealed record TrainingDomain
{
    /// <summary>The most features of a model that has a domain: the matrix grows with their square.</summary>
    public const int MaxFeatures = 256;

    /// <summary>Least training value of each feature.</summary>
    public required double[] Low { get; init; }

    /// <summary>Greatest training value of each feature.</summary>
    public required double[] High { get; init; }

    /// <summary>Mean of each feature.</summary>
    public required double[] Mean { get; init; }

    /// <summary>Population standard deviation of each feature; 0 for one that is not looked at.</summary>
    public required double[] Scale { get; init; }

    /// <summary>Lower triangle of the Cholesky factor of the shrunk correlation matrix, row after row.</summary>
    public required double[] Factor { get; init; }

    /// <summary>Greatest distance that is inside; above 0.</summary>
    public required double MostDistance { get; init; }

    /// <summary>Most features beyond their ranges of a row that is inside; at least 0.</summary>
    public required int MostBeyond { get; init; }

    /// <summary>Whether a row is like the training rows.</summary>
    /// <param name="row">Raw values in the model's order; NaN or infinite where one is missing.</param>
    public bool Holds(ReadOnlySpan<float> row)
    {
        var (looked, missing, beyond) = (0, 0, 0);
        for (var j = 0; j < row.Length; j++)
        {
            if (Scale[j] <= 0) continue;
            looked++;
            if (!float.IsFinite(row[j])) missing++;
            else if (row[j] < (float)Low[j] || row[j] > (float)High[j]) beyond++;
        }

        return 2 * missing < looked && beyond <= MostBeyond && Distance(row) <= MostDistance;
    }

    /// <summary>How far a row is from the mean of the training rows; about 1 for a training row.</summary>
    /// <param name="row">Raw values in the model's order.</param>
    public double Distance(ReadOnlySpan<float> row)
    {
        // Solves L y = z row by row: the distance is the length of y.
        Span<double> solved = stackalloc double[row.Length];
        var (squares, looked, at) = (0.0, 0, 0);
        for (var i = 0; i < row.Length; i++)
        {
            var rest = Scale[i] > 0 && float.IsFinite(row[i]) ? (row[i] - Mean[i]) / Scale[i] : 0;
            for (var k = 0; k < i; k++) rest -= Factor[at++] * solved[k];
            solved[i] = rest / Factor[at++];
            squares += solved[i] * solved[i];
            if (Scale[i] > 0) looked++;
        }

        return squares / Math.Max(1, looked);
    }

    /// <summary>What is wrong with the numbers; null when nothing is.</summary>
    /// <param name="width">Features of the model.</param>
    internal string? FindFlaw(int width)
    {
        if (width > MaxFeatures) return $"has a training domain of {width} features";
        if (((double[][])[Low, High, Mean, Scale]).Any(values => values.Length != width) || Factor.Length != width * (width + 1) / 2) return "has a training domain of another width";
        if (((double[][])[Low, High, Mean, Scale, Factor]).Any(values => !values.All(double.IsFinite))) return "has a training domain with a number that is not finite";
        for (var i = 0; i < width; i++)
        {
            if (Factor[(i * (i + 3)) / 2] <= 0 || Scale[i] < 0) return "has a training domain without a usable factor";
        }

        return MostDistance > 0 && double.IsFinite(MostDistance) && MostBeyond >= 0 ? null : "has a training domain without usable limits";
    }
}
