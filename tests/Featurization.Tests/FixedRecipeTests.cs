namespace Cluster.Featurization.Tests;

/// <summary>
/// Every constant of the featurizer that moves a number has a name in the schema's canonical text, so that it cannot change and keep the
/// schema's id. A constant that fails here is new or has changed: when it moves numbers, the recipe in <see cref="FeatureSchema"/> changes with
/// it, and its id, and the CHANGELOG says so.
/// </summary>
public class FixedRecipeTests
{
    // What only shapes buffers and loops, or follows from other constants.
    private static readonly string[] Workings =
    [
        "Lanes.Count", "Lanes.Half", "AlignedArray`1.Alignment", "Transpose.Size", "Transpose.Half", "Decibels.DbPerOctave",
        "SpectralShape.PartialBins", "FramedFft.FirstPassRow", "FramedFft.ColumnsAtOnce", "FramedFft.ColumnPitch", "RealSpectra.Lanes", "RealSpectra.BlockLength",
        "Deltas.Reach", "OnsetStrength.Shift", "TempoEstimator.Pad", "TempoEstimator.WindowsAtOnce", "TempoEstimator.WorthKnowing", "TempoEstimator.Slack",
        "SlidingCorrelation.LagsAtOnce", "SlidingCorrelation.FactorsPerWindow", "SlidingCorrelation.WaveLength", "SymmetricDecimation.Outputs", "TextureWindows.FramesPerSecond",
        "TimeDomainFeatures.Hop", "TimeDomainFeatures.BlocksPerFrame", "ChromaFilterBank.SmallestNormal",
        "ResamplerPlan.MostUp", "ResamplerPlan.MostTabulated", "ResamplerPlan.MostCached", "PeriodTables.GroupSize", "PeriodTables.LeastOutputs", "InterpolatedPhases.PhasesPerSample",
        "PeriodLanes.Lanes", "PeriodLanes.VectorLength", "KWeightedEnergy.Order", "KWeightedEnergy.Block", "KWeightedEnergy.Nothing",
        "LoudnessMeter.SegmentsPerSecond", "Silence.LeastLevel",
    ];

    // What moves numbers: its value, and the part of the canonical text that stands for it.
    private static readonly (string Constant, double Value, string Part)[] Recipe =
    [
        ("KaiserFilter.PassBand", 0.9137457, "resampler=kaiser-13.038-pass0.9137457-stop1"),
        ("KaiserFilter.Beta", 13.038, "resampler=kaiser-13.038-pass0.9137457-stop1"),
        ("KaiserFilter.LengthFactor", 8.2947, "resampler=kaiser-13.038-pass0.9137457-stop1"),
        ("Decibels.Floor", 1e-10f, "db=10log10/floor1e-10/range80"),
        ("Decibels.RangeDb", 80, "db=10log10/floor1e-10/range80"),
        ("MelFilterBank.LinearHzPerMel", 200.0 / 3, "mel=slaney/area"),
        ("MelFilterBank.BreakHz", 1000, "mel=slaney/area"),
        ("Deltas.Width", 9, "delta=savgol9-interp"),
        ("Deltas.SlopeDivisor", 60, "delta=savgol9-interp"),
        ("Deltas.CurvatureDivisor", 462, "delta=savgol9-interp"),
        ("Tuning.StepCount", 100, "chroma=12/power/tuned"),
        ("PitchPeaks.LowestHz", 150, "chroma=12/power/tuned"),
        ("PitchPeaks.HighestHz", 4000, "chroma=12/power/tuned"),
        ("PitchPeaks.Threshold", 0.1f, "chroma=12/power/tuned"),
        ("ChromaFilterBank.ClassCount", 12, "chroma=12/power/tuned/oct5/width2"),
        ("ChromaFilterBank.CentreOctave", 5, "chroma=12/power/tuned/oct5/width2"),
        ("ChromaFilterBank.OctaveWidth", 2, "chroma=12/power/tuned/oct5/width2"),
        ("SpectralContrast.BandCount", 7, "contrast=6/200/0.02/db"), // six octaves and what lies below them
        ("SpectralContrast.LowestEdgeHz", 200, "contrast=6/200/0.02/db"),
        ("SpectralContrast.Quantile", 0.02, "contrast=6/200/0.02/db"),
        ("TimeDomainFeatures.Nothing", 1e-10f, "zcr=edge/1e-10"),
        ("TempoEstimator.WindowLength", 344, "tempo=mean-flux/8s/120/1/320"),
        ("TempoEstimator.MostBpm", 320, "tempo=mean-flux/8s/120/1/320"),
        ("TempoEstimator.LikelyBpm", 120, "tempo=mean-flux/8s/120/1/320"),
        ("TempoEstimator.Sharpness", 1e6, "tempo=mean-flux/8s/120/1/320"),
        ("Summarizer.LowShare", 0.1, "percentile=linear"),
        ("Summarizer.HighShare", 0.9, "percentile=linear"),
        ("KWeighting.ShelfHz", 1681.974450955533, "loudness=bs1770-4"),
        ("KWeighting.ShelfGainDb", 3.999843853973347, "loudness=bs1770-4"),
        ("KWeighting.ShelfQ", 0.7071752369554196, "loudness=bs1770-4"),
        ("KWeighting.ShelfSlope", 0.4996667741545416, "loudness=bs1770-4"),
        ("KWeighting.HighPassHz", 38.13547087602444, "loudness=bs1770-4"),
        ("KWeighting.HighPassQ", 0.5003270373238773, "loudness=bs1770-4"),
        ("ChannelWeights.Surround", 1.41, "loudness=bs1770-4"),
        ("LoudnessMeter.BlockSegments", 40, "loudness=bs1770-4"),
        ("LoudnessMeter.StepSegments", 10, "loudness=bs1770-4"),
        ("LoudnessMeter.AbsoluteGateLufs", -70, "loudness=bs1770-4"),
        ("LoudnessMeter.RelativeGateLu", -10, "loudness=bs1770-4"),
        ("LoudnessMeter.Offset", -0.691, "loudness=bs1770-4"),
        ("FeatureOptions.SampleRate", 22_050, "sampleRate=22050"),
        ("FeatureOptions.FrameLength", 2048, "stft=2048/512/hann/centred-zero"),
        ("FeatureOptions.HopLength", 512, "stft=2048/512/hann/centred-zero"),
    ];

    [Fact]
    public void CanonicalText_EveryConstantThatMovesNumbers_IsInIt()
    {
        var text = FeatureSchema.CanonicalText(FeatureOptions.Default);
        var constants = RecipeConstants.Of(typeof(FeatureOptions), "Chroma", "Loudness", "Mel", "Numerics", "Resampling", "Rhythm", "Spectral", "Statistics", "TimeDomain");

        Assert.Equal(Recipe.Select(entry => entry.Constant).Concat(Workings).Order(StringComparer.Ordinal), constants.Keys.Order(StringComparer.Ordinal));
        Assert.All(Recipe, entry =>
        {
            Assert.Equal(entry.Value, constants[entry.Constant]);
            Assert.Contains(entry.Part, text, StringComparison.Ordinal);
        });
    }
}
