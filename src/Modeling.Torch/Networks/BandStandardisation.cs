using Cluster.Modeling.Data;

namespace Cluster.Modeling.Torch.Networks;

/// <summary>Levels in dB to levels about 0: each band by its own mean and standard deviation in the training rows. Immutable.</summary>
/// <remarks><c>z = (level - mean) / scale</c>, held within <see cref="Limit"/>. A missing value, and a band that did not vary in training, become 0.</remarks>
internal sealed class BandStandardisation
{
    /// <summary>Greatest absolute value that is passed on: a level that far off is no level.</summary>
    public const float Limit = 10;

    private readonly float[] inverse;
    private readonly int steps;

    /// <summary>Takes known figures.</summary>
    /// <param name="mean">One value per band, in dB.</param>
    /// <param name="scale">One value per band, in dB, at least 0.</param>
    /// <param name="steps">Time steps of a patch.</param>
    public BandStandardisation(float[] mean, float[] scale, int steps)
    {
        (Mean, Scale, this.steps) = (mean, scale, steps);
        inverse = Array.ConvertAll(scale, value => value > 0 ? 1 / value : 0);
    }

    /// <summary>Mean of each band, in dB.</summary>
    public float[] Mean { get; }

    /// <summary>Population standard deviation of each band, in dB; 0 for one that did not vary.</summary>
    public float[] Scale { get; }

    /// <summary>Takes the figures from rows of a table; missing values do not count.</summary>
    public static BandStandardisation Fit(LabelledTable table, IReadOnlyList<int> rows, int bands, int steps)
    {
        var (mean, scale) = (new float[bands], new float[bands]);
        for (var band = 0; band < bands; band++)
        {
            var (count, sum) = (0L, 0.0);
            foreach (var row in rows)
            {
                foreach (var level in table.Rows[row].Features.AsSpan(band * steps, steps))
                {
                    if (float.IsFinite(level)) (count, sum) = (count + 1, sum + level);
                }
            }

            if (count == 0) continue;
            var (centre, squares) = (sum / count, 0.0);
            foreach (var row in rows)
            {
                foreach (var level in table.Rows[row].Features.AsSpan(band * steps, steps))
                {
                    if (float.IsFinite(level)) squares += (level - centre) * (level - centre);
                }
            }

            (mean[band], scale[band]) = ((float)centre, (float)Math.Sqrt(squares / count));
        }

        return new BandStandardisation(mean, scale, steps);
    }

    /// <summary>Standardises one patch.</summary>
    /// <param name="patch">Levels in dB, all steps of band 0 first.</param>
    /// <param name="levels">Receives as many values.</param>
    public void Apply(ReadOnlySpan<float> patch, Span<float> levels)
    {
        for (var band = 0; band < Mean.Length; band++)
        {
            var (centre, factor) = (Mean[band], inverse[band]);
            for (var i = band * steps; i < (band + 1) * steps; i++)
            {
                var level = (patch[i] - centre) * factor;
                levels[i] = float.IsFinite(patch[i]) ? Math.Clamp(level, -Limit, Limit) : 0;
            }
        }
    }
}
