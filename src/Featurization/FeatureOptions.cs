namespace Cluster.Featurization;

/// <summary>Every setting that moves a number of a feature vector and that may be chosen.</summary>
/// <remarks>
/// What is not listed here is fixed by the recipe's version; its values are those of librosa 0.11.0 and stand in the
/// schema's
/// canonical text. Two options are the same schema when all their values are equal.
/// </remarks>
public sealed record FeatureOptions
{
    /// <summary>Sample rate in Hz at which features are computed; fixed.</summary>
    public const int SampleRate = 22_050;

    /// <summary>Length of a frame, of its window and of its transform in samples; fixed.</summary>
    public const int FrameLength = 2048;

    /// <summary>Distance between frames in samples; fixed.</summary>
    public const int HopLength = 512;

    /// <summary>What is computed; default <see cref="FeatureRecipe.Librosa"/>.</summary>
    public FeatureRecipe Recipe { get; init; }

    /// <summary>
    /// Integrated loudness in LUFS (ITU-R BS.1770-4) to which every clip is brought; -70 to 0, default -23 (EBU R 128).
    /// Null leaves the level as it is, which is bare parity with librosa.
    /// </summary>
    public double? LoudnessTargetLufs { get; init; } = -23;

    /// <summary>Number of mel bands from 0 Hz to half the sample rate; 20 to 256, default 128.</summary>
    public int MelBandCount { get; init; } = 128;

    /// <summary>Number of cepstral coefficients; 1 to 40 and at most the number of mel bands; default 13.</summary>
    public int MfccCount { get; init; } = 13;

    /// <summary>Share of a frame's magnitude below the roll-off frequency; above 0 and below 1, default 0.85.</summary>
    public double RolloffShare { get; init; } = 0.85;

    /// <summary>Length of a texture window in seconds; 0.1 to 60, default 1.</summary>
    public double TextureWindowS { get; init; } = 1;

    /// <summary>Distance between texture windows in seconds; 0.05 to 60, default 0.5.</summary>
    public double TextureHopS { get; init; } = 0.5;

    /// <summary>
    /// Whether <c>mirtoolbox-v1</c> brings a clip to the bandwidth and the noise floor of the table's recordings first: no more than 16 kHz, 16 bit; default
    /// true. False is bare parity with the toolbox.
    /// </summary>
    public bool FrontEnd { get; init; } = true;

    /// <summary>The defaults.</summary>
    public static FeatureOptions Default { get; } = new();

    /// <summary>The defaults without loudness normalisation: the numbers that librosa itself gives.</summary>
    public static FeatureOptions Parity { get; } = new() { LoudnessTargetLufs = null };

    /// <summary>Log-mel patches of 64 bands.</summary>
    public static FeatureOptions LogMel { get; } = new() { Recipe = FeatureRecipe.LogMel, MelBandCount = 64 };

    /// <summary>The columns of the "Turkish Music Emotion" table. Their level is kept.</summary>
    public static FeatureOptions MirToolbox { get; } = new() { Recipe = FeatureRecipe.MirToolbox, LoudnessTargetLufs = null };

    /// <summary>Checks every range.</summary>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public FeatureOptions Validated()
    {
        Require(Enum.IsDefined(Recipe), nameof(Recipe));
        Require(LoudnessTargetLufs is null or (>= -70 and <= 0), nameof(LoudnessTargetLufs));
        Require(Recipe != FeatureRecipe.MirToolbox || LoudnessTargetLufs is null, nameof(LoudnessTargetLufs));
        Require(MelBandCount is >= 20 and <= 256, nameof(MelBandCount));
        Require(MfccCount is >= 1 and <= 40 && MfccCount <= MelBandCount, nameof(MfccCount));
        Require(RolloffShare is > 0 and < 1, nameof(RolloffShare));
        Require(TextureWindowS is >= 0.1 and <= 60, nameof(TextureWindowS));
        Require(TextureHopS is >= 0.05 and <= 60, nameof(TextureHopS));
        return this;
    }

    private static void Require(bool holds, string name)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, $"The feature setting {name} is outside its range.");
    }
}
