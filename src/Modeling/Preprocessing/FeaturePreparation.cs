using System.Buffers;
using Cluster.Modeling.Artefacts;
using Cluster.Modeling.Numerics;

namespace Cluster.Modeling.Preprocessing;

/// <summary>Fits and applies <see cref="PreparationParameters"/>: from raw vectors to what learners and scorers read, in single precision.</summary>
/// <remarks>Immutable, thread-safe, allocates nothing per row. Training, held-out rows and serving use this one code.</remarks>
internal sealed class FeaturePreparation
{
    /// <summary>Prepared values end at this many standard deviations, so that no sum over them overflows.</summary>
    public const double Farthest = 1e6;

    private const int OnStack = 512;
    private readonly FeaturePreprocessor preprocessor;
    private readonly PowerTransform? power;

    /// <summary>Creates the preparation of stored parameters.</summary>
    public FeaturePreparation(PreparationParameters parameters)
    {
        Parameters = parameters;
        preprocessor = new FeaturePreprocessor(parameters.Preprocessing);
        power = parameters.Power is null ? null : new PowerTransform(parameters.Power);
    }

    /// <summary>The fitted numbers.</summary>
    public PreparationParameters Parameters { get; }

    /// <summary>Raw features.</summary>
    public int RawWidth => preprocessor.Width;

    /// <summary>Prepared values.</summary>
    public int Width => Parameters.Components?.Length ?? FeatureWidth;

    private int FeatureWidth => power?.Width ?? RawWidth;

    /// <summary>Fits on training rows.</summary>
    /// <param name="rows">Raw vectors of one length; at least one.</param>
    /// <param name="plan">What is wanted.</param>
    /// <param name="chroma">Index of the first of the chroma means; null where there are none.</param>
    public static FeaturePreparation Fit(IReadOnlyList<float[]> rows, PreparationPlan plan, int? chroma)
    {
        var preprocessor = FeaturePreprocessor.Fit(rows);
        var power = plan.Shaped ? PowerTransform.Fit([.. rows.Select(row => Impute(preprocessor, row))], chroma) : null;
        var parameters = new PreparationParameters { Preprocessing = preprocessor.Parameters, Power = power?.Parameters, Components = null };
        if (plan.Components == 0) return new FeaturePreparation(parameters);

        var features = new FeaturePreparation(parameters);
        var prepared = rows.Select(row =>
        {
            var values = new double[features.FeatureWidth];
            features.Shape(row, values);
            return values;
        });
        return new FeaturePreparation(parameters with { Components = PrincipalComponents.Fit([.. prepared], plan.Components) });
    }

    /// <summary>Prepares one vector.</summary>
    /// <param name="raw"><see cref="RawWidth"/> values, NaN or infinite where missing.</param>
    /// <param name="prepared">Receives <see cref="Width"/> finite values.</param>
    public void Apply(ReadOnlySpan<float> raw, Span<float> prepared)
    {
        var rented = FeatureWidth > OnStack ? ArrayPool<double>.Shared.Rent(FeatureWidth) : null;
        var values = rented is null ? stackalloc double[FeatureWidth] : rented.AsSpan(0, FeatureWidth);
        Shape(raw, values);
        foreach (ref var value in values) value = Math.Clamp(value, -Farthest, Farthest);
        if (Parameters.Components is { } axes)
        {
            for (var j = 0; j < prepared.Length; j++) prepared[j] = (float)Math.Clamp(Lanes.Dot(axes[j], values), -Farthest, Farthest);
        }
        else
        {
            for (var j = 0; j < prepared.Length; j++) prepared[j] = (float)values[j];
        }

        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Prepares one vector into a new array.</summary>
    public float[] Apply(ReadOnlySpan<float> raw)
    {
        var prepared = new float[Width];
        Apply(raw, prepared);
        return prepared;
    }

    private static double[] Impute(FeaturePreprocessor preprocessor, float[] row)
    {
        var values = new double[row.Length];
        for (var j = 0; j < values.Length; j++) values[j] = preprocessor.Impute(row[j], j);
        return values;
    }

    private void Shape(ReadOnlySpan<float> raw, Span<double> values)
    {
        if (power is null)
        {
            for (var j = 0; j < raw.Length; j++) values[j] = preprocessor.Transform(raw[j], j);
            return;
        }

        // The raw values lie where the transformed ones will: the alignment works in place.
        for (var j = 0; j < raw.Length; j++) values[j] = preprocessor.Impute(raw[j], j);
        power.Apply(values[..raw.Length], values);
    }
}
