namespace Cluster.Modeling.Explanations;

/// <summary>Shapley values of a game whose every coalition is known.</summary>
/// <remarks>Source: L. S. Shapley, "A value for n-person games", Contributions to the Theory of Games II, 1953.</remarks>
internal static class ShapleyValues
{
    /// <summary>Splits what all players reach together, less what none reaches.</summary>
    /// <param name="values">The worth of each coalition; bit i of the index says that player i is in it. <c>2^players</c> values.</param>
    /// <param name="players">At least 1.</param>
    /// <returns>One value per player; together <c>values[^1] - values[0]</c>.</returns>
    public static double[] Of(ReadOnlySpan<double> values, int players)
    {
        if (values.Length != 1 << players) throw new ArgumentException($"Expected {1 << players} coalitions of {players} players, got {values.Length}.", nameof(values));

        // Of all orders of the players, the share in which exactly this coalition of some size stands before the player.
        var shares = new double[players];
        var orders = 1.0;
        for (var size = 0; size < players; size++)
        {
            shares[size] = 1 / (players * orders);
            orders = orders * (players - 1 - size) / (size + 1);
        }

        var split = new double[players];
        for (var coalition = 0; coalition < values.Length; coalition++)
        {
            for (var player = 0; player < players; player++)
            {
                if ((coalition >> player & 1) != 0) continue;
                split[player] += shares[int.PopCount(coalition)] * (values[coalition | 1 << player] - values[coalition]);
            }
        }

        return split;
    }
}
