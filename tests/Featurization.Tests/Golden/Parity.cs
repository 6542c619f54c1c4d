using System.Globalization;

namespace Cluster.Featurization.Tests.Golden;

/// <summary>Compares features with the reference's, element by element.</summary>
internal static class Parity
{
    /// <summary>Asserts every feature, over frames and over texture windows.</summary>
    /// <param name="expected">The reference.</param>
    /// <param name="actual">Ours.</param>
    /// <param name="tolerance">Per family.</param>
    /// <param name="isLeftOut">Elements that are not compared, by name.</param>
    public static void Holds(GoldenFile expected, ClipFeatures actual, Func<FeatureFamily, double> tolerance, Func<string, bool>? isLeftOut = null)
    {
        Assert.Equal(expected.Samples, actual.Samples);
        Assert.Equal(expected.Frames, actual.Frames);
        Assert.Equal(expected.Windows, actual.Windows);
        Assert.Equal(expected.Tuning, actual.Tuning, 0.005); // first: chroma depends on it
        Assert.Equal(expected.Tempo, actual.Tempo, 1e-6);
        Assert.NotNull(actual.FrameSummary);
        foreach (var family in FeatureSchema.Families)
        {
            var overFrames = expected.FrameSummary[family];
            Holds("frames", Deviation.Of(family, actual.FrameSummary[family], overFrames, overFrames), tolerance(family), isLeftOut);
            Holds("windows", Deviation.Of(family, actual.WindowSummary[family], expected.WindowSummary[family], overFrames), tolerance(family), isLeftOut);
        }
    }

    /// <summary>
    /// What a family may deviate for identical samples. Derivatives of steady tones are differences of nearly equal numbers; silence is
    /// compared
    /// absolutely, its first coefficient being -1131.
    /// </summary>
    public static double Allowed(string name, FeatureFamily family) => (name, family) switch
    {
        ("syn_silence", FeatureFamily.Mfcc) => 1e-4,
        ("syn_sine440" or "syn_sine_mt27c" or "syn_cmajor", FeatureFamily.MfccDelta or FeatureFamily.MfccDelta2) => 2e-4,
        ("syn_cmajor", FeatureFamily.Chroma) => 3e-5, // the reference's window means are rounded to single precision, and here hardly differ
        _ => 1e-5,
    };

    private static void Holds(string over, IEnumerable<(string Name, double Value)> deviations, double tolerance, Func<string, bool>? isLeftOut)
    {
        foreach (var (name, value) in deviations)
        {
            if (isLeftOut?.Invoke(name) == true) continue;
            if (value <= tolerance) continue;
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{name} over {over} is off by {value:E2}; at most {tolerance:E1} may be."));
        }
    }
}
