using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Scoring;

/// <summary>Similarities of rows to centres, <c>exp(-gamma |row - centre|^2)</c>, as training and serving both compute them. An immutable plan.</summary>
/// <remarks>
/// <para>The squared distance is <c>|row|^2 + |centre|^2 - 2 row'centre</c>. Centres lie in blocks of eight, value by value, so that each lane adds up one centre's products
/// in order and nothing has to be summed across lanes; two blocks go side by side, so that an addition need not wait for the one before.</para>
/// <para>Distances are in single precision: their rounding moves a similarity by less than 1e-5.</para>
/// </remarks>
internal sealed class GaussianKernel
{
    private const int Block = 8;
    private readonly Vector256<float>[] values;
    private readonly Vector256<float>[] squares;
    private readonly double gamma;
    private readonly int width;

    /// <summary>Prepares the centres.</summary>
    /// <param name="centres">Row-major <c>[count, width]</c>, finite.</param>
    /// <param name="width">Values per row.</param>
    /// <param name="gamma">How fast similarity falls; above 0.</param>
    public GaussianKernel(ReadOnlySpan<float> centres, int width, double gamma)
    {
        this.width = width;
        this.gamma = gamma;
        Count = centres.Length / width;
        var blocks = (Count + Block - 1) / Block;
        blocks += blocks % 2;                                  // they are worked on in pairs; what is too much stays 0 and is not read
        values = new Vector256<float>[blocks * width];
        squares = new Vector256<float>[blocks];
        var lanes = MemoryMarshal.Cast<Vector256<float>, float>(values.AsSpan());
        var norms = MemoryMarshal.Cast<Vector256<float>, float>(squares.AsSpan());
        for (var i = 0; i < Count; i++)
        {
            var centre = centres.Slice(i * width, width);
            norms[i] = Lanes.Dot(centre, centre);
            for (var j = 0; j < width; j++) lanes[(((i / Block * width) + j) * Block) + (i % Block)] = centre[j];
        }
    }

    /// <summary>The number of centres.</summary>
    public int Count { get; }

    /// <summary>Values that <see cref="Similarities"/> needs room for: <see cref="Count"/>, rounded up to whole pairs of blocks.</summary>
    public int Room => squares.Length * Block;

    /// <summary>Computes the similarities of one row.</summary>
    /// <param name="row">As many finite values as a centre has.</param>
    /// <param name="similarities">Receives <see cref="Room"/> values, of which the first <see cref="Count"/> are the similarities, each in [0, 1].</param>
    public void Similarities(ReadOnlySpan<float> row, Span<double> similarities)
    {
        var own = Vector256.Create(Lanes.Dot(row, row));
        var results = MemoryMarshal.Cast<double, Vector256<double>>(similarities[..Room]);
        for (var b = 0; b < squares.Length; b += 2)
        {
            var first = values.AsSpan(b * width, width);
            var second = values.AsSpan((b + 1) * width, width);
            Vector256<float> sum = default, other = default;
            for (var j = 0; j < row.Length; j++)
            {
                var value = Vector256.Create(row[j]);
                sum += first[j] * value;
                other += second[j] * value;
            }

            (results[2 * b], results[(2 * b) + 1]) = Similarity(own + squares[b] - (sum + sum));
            (results[(2 * b) + 2], results[(2 * b) + 3]) = Similarity(own + squares[b + 1] - (other + other));
        }
    }

    private (Vector256<double> Lower, Vector256<double> Upper) Similarity(Vector256<float> distances)
    {
        // Rounding can take the distance of a row from itself below 0.
        var (lower, upper) = Vector256.Widen(Vector256.Max(distances, Vector256<float>.Zero));
        return (Vector256.Exp(lower * -gamma), Vector256.Exp(upper * -gamma));
    }
}
