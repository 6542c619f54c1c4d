namespace Cluster.Modeling.Importing;

/// <summary>Counts what a column's cells say about the decimal sign.</summary>
internal readonly record struct DecimalSign(int Commas, int Points, int LikelyCommas, int LikelyPoints)
{
    /// <summary>Looks at a column's cells; a column of a typed format says nothing.</summary>
    public static DecimalSign Of(SourceColumn column, IReadOnlyList<int> rows)
    {
        int commas = 0, points = 0, likelyCommas = 0, likelyPoints = 0;
        if (column.Numbers is not null) return default;
        foreach (var row in rows)
        {
            switch (NumberText.SignOf(column.Cell(row)))
            {
                case (',', true): commas++; break;
                case ('.', true): points++; break;
                case (',', false): likelyCommas++; break;
                case ('.', false): likelyPoints++; break;
            }
        }

        return new DecimalSign(commas, points, likelyCommas, likelyPoints);
    }

    /// <summary>
    /// Whether the sign is the comma: by the numbers that can be read in one way only; where there are none, by the others, since tables of features hold more
    /// fractions than thousands; null when there are none of either.
    /// </summary>
    public bool? IsComma => Commas != Points ? Commas > Points : LikelyCommas != LikelyPoints ? LikelyCommas > LikelyPoints : null;

    /// <summary>Whether a number shows its sign for certain.</summary>
    public bool IsCertain => Commas != Points;

    /// <summary>The counts of both.</summary>
    public DecimalSign Add(DecimalSign other) => new(
        Commas + other.Commas, Points + other.Points, LikelyCommas + other.LikelyCommas, LikelyPoints + other.LikelyPoints);
}
