namespace Cluster.Featurization.Tests.Golden;

/// <summary>How far one element of a summary lies from the reference's.</summary>
/// <param name="Name">The element.</param>
/// <param name="Absolute">The difference in the element's own unit.</param>
/// <param name="Relative">The difference over the larger of the reference and its standard deviation over frames; where the reference is 0
/// throughout, as in silence, the difference itself.</param>
internal readonly record struct Deviation(string Name, double Absolute, double Relative)
{
    public static IEnumerable<Deviation> Of(FeatureFamily family, FeatureSummary actual, FeatureSummary expected, FeatureSummary overFrames)
    {
        var name = FeatureSchema.NameOf(family);
        for (var i = 0; i < expected.Mean.Length; i++)
        {
            var std = overFrames.Std[i];
            yield return Between($"{name}_mean_{i + 1}", actual.Mean[i], expected.Mean[i], std);
            yield return Between($"{name}_std_{i + 1}", actual.Std[i], expected.Std[i], std);
            yield return Between($"{name}_p10_{i + 1}", actual.P10[i], expected.P10[i], std);
            yield return Between($"{name}_p90_{i + 1}", actual.P90[i], expected.P90[i], std);
        }
    }

    private static Deviation Between(string name, double actual, double expected, double std)
    {
        // Derivatives of a clip that is too short for them are NaN on both sides.
        if (double.IsNaN(actual) && double.IsNaN(expected)) return new Deviation(name, 0, 0);
        var difference = Math.Abs(actual - expected);
        var scale = Math.Max(Math.Abs(expected), std);
        return new Deviation(name, difference, scale < 1e-9 ? difference : difference / scale);
    }
}
