using System.Buffers.Binary;
using Cluster.Abstractions.Emotions;
using Cluster.Modeling.Scoring;

namespace Cluster.Modeling.Artefacts;

/// <summary>Sums of bell curves around training rows: <c>score = bias + sum over centres of coefficient * exp(-gamma * squared distance)</c>.</summary>
public sealed record KernelWeights : ScoreWeights
{
    /// <summary>The most centres of a model that is read.</summary>
    public const int MaxCentres = 4096;

    /// <summary>How fast similarity falls with the squared distance of prepared rows; above 0.</summary>
    public required double Gamma { get; init; }

    /// <summary>Prepared training rows, row-major <c>[centres, prepared values]</c>, as little-endian single precision numbers (base64 in JSON).</summary>
    public required byte[] Centres { get; init; }

    /// <summary>Row-major <c>[classes][centres]</c>; classes in the order of <see cref="ModelManifest.Classes"/>.</summary>
    public required double[][] Coefficients { get; init; }

    /// <summary>One value per class.</summary>
    public required double[] Bias { get; init; }

    internal static byte[] Encode(IReadOnlyList<float[]> rows)
    {
        var width = rows[0].Length;
        var bytes = new byte[rows.Count * width * sizeof(float)];
        for (var i = 0; i < rows.Count * width; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), rows[i / width][i % width]);
        return bytes;
    }

    internal float[] DecodeCentres()
    {
        var values = new float[Centres.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(Centres.AsSpan(i * sizeof(float)));
        return values;
    }

    internal override IPreparedScorer CreateScorer(IReadOnlyList<EmotionLabel> classes) => new KernelScorer(classes, this);

    internal override string? FindFlaw(int width, int classes)
    {
        if (!(Gamma > 0) || !double.IsFinite(Gamma)) return "has no usable kernel width";
        if (Bias.Length != classes) return "has another number of biases than classes";
        if (Coefficients.Length != classes || Coefficients.Any(row => row is null)) return "has another number of coefficient rows than classes";
        var count = Coefficients[0].Length;
        if (count is 0 or > MaxCentres) return $"has {count} kernel centres; 1 to {MaxCentres} are read";
        if (Coefficients.Any(row => row.Length != count)) return "has coefficient rows of different lengths";
        if (Centres.Length != (long)count * width * sizeof(float)) return "has kernel centres of another size than its coefficients and prepared values";
        if (!Coefficients.Append(Bias).All(row => row.All(double.IsFinite))) return "holds a number that is not finite";
        return DecodeCentres().All(value => Math.Abs(value) <= Preprocessing.FeaturePreparation.Farthest) ? null : "has a kernel centre that no prepared row can be";
    }
}
