namespace Cluster.Featurization.Tests.Golden;

/// <summary>How far a summary lies from the reference's: per element, over the larger of the reference and its standard deviation over
/// frames.</summary>
internal static class Deviation
{
    public static IEnumerable<(string Name, double Value)> Of(
        FeatureFamily family, FeatureSummary actual, FeatureSummary expected, FeatureSummary overFrames)
    {
        var name = FeatureSchema.NameOf(family);
        for (var i = 0; i < expected.Mean.Length; i++)
        {
            var std = overFrames.Std[i];
            yield return ($"{name}_mean_{i + 1}", Relative(actual.Mean[i], expected.Mean[i], std));
            yield return ($"{name}_std_{i + 1}", Relative(actual.Std[i], expected.Std[i], std));
            yield return ($"{name}_p10_{i + 1}", Relative(actual.P10[i], expected.P10[i], std));
            yield return ($"{name}_p90_{i + 1}", Relative(actual.P90[i], expected.P90[i], std));
        }
    }

    private static double Relative(double actual, double expected, double std)
    {
        var difference = Math.Abs(actual - expected);
        var scale = Math.Max(Math.Abs(expected), std);

        // Where the reference is 0 throughout, as in silence, the difference itself counts.
        return scale < 1e-9 ? difference : difference / scale;
    }
}
