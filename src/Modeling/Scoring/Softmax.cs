namespace Cluster.Modeling.Scoring;

/// <summary>Scores to probabilities.</summary>
public static class Softmax
{
    /// <summary>Replaces scores by <c>exp(score / temperature) / sum</c>; overflow-safe, negative infinity becomes 0.</summary>
    /// <param name="scores">At least one finite value.</param>
    /// <param name="temperature">Above 0; greater than 1 makes the probabilities more even.</param>
    public static void Apply(Span<double> scores, double temperature)
    {
        var greatest = double.NegativeInfinity;
        foreach (var score in scores) greatest = Math.Max(greatest, score);
        var sum = 0.0;
        foreach (ref var score in scores)
        {
            score = Math.Exp((score - greatest) / temperature);
            sum += score;
        }

        foreach (ref var score in scores) score /= sum;
    }
}
