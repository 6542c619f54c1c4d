using System.Numerics.Tensors;

namespace Cluster.Modeling.Trees;

/// <summary>One training seen at several numbers of iterations: what a shorter training would have given is the beginning of the longer one.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TreeStages
{
    private readonly TreeEnsemble last;
    private readonly int[][] treeCounts;

    /// <summary>Creates the stages of one training.</summary>
    /// <param name="last">The ensemble after the greatest number of iterations.</param>
    /// <param name="iterations">Numbers of iterations, rising.</param>
    /// <param name="treeCounts"><c>[stage][class]</c>: how many trees each class had by then; where nothing could be split, an iteration gives no tree.</param>
    internal TreeStages(TreeEnsemble last, IReadOnlyList<int> iterations, int[][] treeCounts)
    {
        this.last = last;
        this.treeCounts = treeCounts;
        Iterations = iterations;
    }

    /// <summary>The numbers of iterations, rising.</summary>
    public IReadOnlyList<int> Iterations { get; }

    /// <summary>The ensemble of one stage: the same bytes as a training of so many iterations gives.</summary>
    /// <param name="stage">From 0, in the order of <see cref="Iterations"/>.</param>
    public TreeEnsemble At(int stage)
    {
        var counts = treeCounts[stage];
        var trees = last.Weights.Trees.Select((all, k) => all[..counts[k]]).ToArray();
        return new TreeEnsemble(new TreeWeights { Trees = trees }, last.FeatureCount, last.ClassCount);
    }

    /// <summary>Scores one row at all stages in one pass through the trees. Allocates nothing without NaN in the row.</summary>
    /// <param name="row">Prepared values.</param>
    /// <param name="scores">Receives row-major <c>[stageCount, classCount]</c> raw scores, bit for bit those of the stages' ensembles.</param>
    /// <exception cref="ArgumentException">A span has another length than stated.</exception>
    public void Score(ReadOnlySpan<float> row, Span<double> scores)
    {
        if (row.Length != last.FeatureCount) throw new ArgumentException($"Expected {last.FeatureCount} values, got {row.Length}.", nameof(row));
        if (scores.Length != treeCounts.Length * last.ClassCount)
            throw new ArgumentException($"Expected room for {treeCounts.Length * last.ClassCount} scores, got {scores.Length}.", nameof(scores));
        if (TensorPrimitives.IsNaNAny(row))
        {
            var filled = new float[row.Length];
            TreeEnsemble.FillNaN(row, filled);
            row = filled;
        }

        for (var k = 0; k < last.ClassCount; k++)
        {
            var (done, sum) = (0, 0.0);
            for (var stage = 0; stage < treeCounts.Length; stage++)
            {
                sum = last.Sum(row, k, done, treeCounts[stage][k], sum);
                done = treeCounts[stage][k];
                scores[(stage * last.ClassCount) + k] = sum;
            }
        }
    }
}
