namespace Cluster.DemoMusic.Makams;

/// <summary>Where in the scale a melody moves while a piece goes on, by its seyir.</summary>
/// <remarks>
/// A simplification of the four stages that theory books tell of: opening zone, development about the dominant, excursion above it
/// (meyan), and the return to the tonic. Degrees between the stages are interpolated.
/// </remarks>
public static class SeyirContour
{
    private static readonly double[] Stages = [0, 0.25, 0.5, 0.72, 1];

    /// <summary>The centre of the melody.</summary>
    /// <param name="makam">The makam, for its seyir and dominant.</param>
    /// <param name="progress">How much of the piece has passed, in [0, 1]; values outside are clamped.</param>
    /// <returns>A scale degree, 0 = tonic, 7 = upper tonic; fractions lie between degrees.</returns>
    public static double CentreDegree(Makam makam, double progress)
    {
        double dominant = Math.Min(makam.DominantDegree, 5);
        ReadOnlySpan<double> centres = makam.Seyir switch
        {
            Seyir.Ascending => [0.5, dominant * 0.7, dominant, dominant + 2.5, 0.5],
            Seyir.Descending => [7, 6.5, dominant + 1, dominant + 2.5, 0.5],
            _ => [dominant, dominant - 1, dominant + 1, dominant + 3, 0.5],
        };
        var at = Math.Clamp(progress, 0, 1);
        var stage = 1;
        while (stage < Stages.Length - 1 && at > Stages[stage]) stage++;
        var share = (at - Stages[stage - 1]) / (Stages[stage] - Stages[stage - 1]);
        return centres[stage - 1] + (share * (centres[stage] - centres[stage - 1]));
    }
}
