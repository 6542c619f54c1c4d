using System.Globalization;

namespace Cluster.Featurization.Tests.Golden;

/// <summary>Compares features with a reference's, element by element.</summary>
internal sealed record Parity
{
    /// <summary>What a family may deviate, relative to the larger of value and standard deviation over frames.</summary>
    public required Func<FeatureFamily, double> Relative { get; init; }

    /// <summary>Below which difference, in the family's own unit, a deviation is rounding; default 0.</summary>
    public Func<FeatureFamily, double> Rounding { get; init; } = _ => 0;

    /// <summary>Elements that are not compared, by name; default none.</summary>
    public Func<string, bool> IsLeftOut { get; init; } = _ => false;

    /// <summary>What the tuning may deviate in semitones; default half a step, which is none.</summary>
    public double Tuning { get; init; } = 0.005;

    /// <summary>What may remain after a file was resampled as the reference does it. The valley of the uppermost contrast band is the
    /// stop-band of the resampler, not the music.</summary>
    public static Parity AfterResampling { get; } = new()
    {
        Relative = _ => 2e-4,
        IsLeftOut = element => element is "contrast_mean_7" or "contrast_std_7" or "contrast_p10_7" or "contrast_p90_7",
    };

    /// <summary>What may remain for identical samples of a golden file.</summary>
    /// <param name="name">The file.</param>
    public static Parity OfIdenticalPcm(string name) => new() { Relative = family => Allowed(name, family) };

    /// <summary>Asserts every feature, over frames and over texture windows.</summary>
    /// <param name="expected">The reference.</param>
    /// <param name="actual">Ours.</param>
    public void Holds(ExpectedFeatures expected, ClipFeatures actual)
    {
        Assert.Equal(expected.Samples, actual.Samples);
        Assert.Equal(expected.Frames, actual.Frames);
        Assert.Equal(expected.Windows, actual.Windows);
        Assert.Equal(expected.Tuning, actual.Tuning, Tuning); // first: chroma depends on it
        Assert.Equal(expected.Tempo, actual.Tempo, 1e-6);
        Assert.NotNull(actual.FrameSummary);
        foreach (var family in FeatureSchema.Families)
        {
            var overFrames = expected.FrameSummary[family];
            Holds(family, "frames", Deviation.Of(family, actual.FrameSummary[family], overFrames, overFrames));
            Holds(family, "windows", Deviation.Of(family, actual.WindowSummary[family], expected.WindowSummary[family], overFrames));
        }
    }

    private void Holds(FeatureFamily family, string over, IEnumerable<Deviation> deviations)
    {
        foreach (var (name, absolute, relative) in deviations)
        {
            if (IsLeftOut(name) || relative <= Relative(family) || absolute <= Rounding(family)) continue;
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture, $"{name} over {over} is off by {relative:E2} ({absolute:E2}); at most {Relative(family):E1} may be."));
        }
    }

    // Derivatives of steady tones are differences of nearly equal numbers; silence is compared absolutely, its first coefficient being -1131.
    private static double Allowed(string name, FeatureFamily family) => (name, family) switch
    {
        ("syn_silence", FeatureFamily.Mfcc) => 1e-4,
        ("syn_sine440" or "syn_sine_mt27c" or "syn_cmajor", FeatureFamily.MfccDelta or FeatureFamily.MfccDelta2) => 2e-4,
        ("syn_cmajor", FeatureFamily.Chroma) => 3e-5, // the reference's window means are rounded to single precision, and here hardly differ
        _ => 1e-5,
    };
}
