using Cluster.DemoMusic.Makams;
using Cluster.DemoMusic.Numerics;

namespace Cluster.DemoMusic.Scores;

/// <summary>A random walk over the degrees of a makam that follows its seyir and comes to rest where its phrases end.</summary>
/// <param name="makam">The makam.</param>
/// <param name="random">The track's numbers.</param>
internal sealed class MelodyWalk(Makam makam, SeededRandom random)
{
    /// <summary>How many notes before a cadence the melody turns towards its goal.</summary>
    private const int CadenceNotes = 4;

    private const int Lowest = -3;
    private const int Highest = 10;
    private int degree = (int)Math.Round(SeyirContour.CentreDegree(makam, 0));

    /// <summary>The tone on which a phrase ends: the tonic at the end of the piece, before it the dominant and the tones beside.</summary>
    public int CadenceGoal(double progress)
    {
        if (progress >= 1) return 0;
        var centre = SeyirContour.CentreDegree(makam, progress);
        if (random.Chance(0.6)) return makam.DominantDegree == 7 && centre < 5 ? 4 : makam.DominantDegree;
        return centre > 4 ? 7 : random.Choose([0, 1, 2]);
    }

    /// <summary>The next degree.</summary>
    /// <param name="progress">How much of the piece has passed, in [0, 1].</param>
    /// <param name="goal">The degree on which the phrase ends.</param>
    /// <param name="notesLeft">Notes of the phrase after this one.</param>
    public int Next(double progress, int goal, int notesLeft)
    {
        if (notesLeft == 0) return degree = goal;
        if (notesLeft <= CadenceNotes)
        {
            // Stepwise to the goal, in good time: the tone before it is a neighbour.
            var way = goal - degree;
            degree += Math.Abs(way) <= 1 && notesLeft > 1 ? (random.Chance(0.5) ? 1 : -1) : Math.Sign(way) * Math.Max(1, Math.Abs(way) / notesLeft);
            return degree;
        }

        var centre = SeyirContour.CentreDegree(makam, progress);
        Span<double> weights = stackalloc double[7];
        for (var step = -3; step <= 3; step++)
        {
            var candidate = degree + step;
            var away = candidate - centre;
            var ease = Math.Abs(step) switch { 0 => 0.35, 1 => 1, 2 => 0.4, _ => 0.12 };
            weights[step + 3] = candidate is < Lowest or > Highest ? 0 : ease * Math.Exp(-away * away / 8);
        }

        degree += random.ChooseWeighted(weights) - 3;
        return degree;
    }
}
