using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Cluster.Featurization.Chroma;
using Cluster.Featurization.Numerics;
using Cluster.Featurization.Rhythm;
using Cluster.Featurization.Spectral;

namespace Cluster.Featurization;

/// <summary>The buffers of one analysis, reused from clip to clip. They grow to the longest clip seen.</summary>
internal sealed class ExtractorWorkspace
{
    // Larger ones are let go after use, so that one long stretch does not hold memory for good.
    private const int MostKeptFrames = 8192;

    private readonly FeatureOptions options;

    public ExtractorWorkspace(FeatureOptions options, int binCount, double binHz)
    {
        this.options = options;
        Peaks = new PitchPeaks(binCount, binHz);
        Tile = new Vector512<double>[FeatureOptions.FrameLength];
        Magnitude = new float[binCount * Lanes.Count];
        BinCount = binCount;
    }

    public int BinCount { get; }

    /// <summary>Frames of the present clip.</summary>
    public int Frames { get; private set; }

    /// <summary>Distance between rows: frames rounded up to whole tiles.</summary>
    public int Stride { get; private set; }

    /// <summary>Samples after half a frame of zeros.</summary>
    public float[] Signal { get; private set; } = [];

    /// <summary>One half tile of windowed frames.</summary>
    public Vector512<double>[] Tile { get; }

    /// <summary>Magnitudes of one tile.</summary>
    public float[] Magnitude { get; }

    /// <summary>Power of all tiles, one after the other; kept because chroma needs the tuning, which needs the whole clip.</summary>
    public float[] Power { get; private set; } = [];

    /// <summary>Mel levels, a row per band.</summary>
    public float[] MelLevels { get; private set; } = [];

    /// <summary>Contrast valleys, a row per band.</summary>
    public float[] Valleys { get; private set; } = [];

    /// <summary>Per-frame features, a row per value, family after family.</summary>
    public float[] Rows { get; private set; } = [];

    /// <summary>Onset strength.</summary>
    public float[] Onsets { get; private set; } = [];

    /// <summary>Room for the values that a summary sorts.</summary>
    public double[] SummaryScratch { get; private set; } = [];

    /// <summary>Room for the tuning's median.</summary>
    public float[] Scratch { get; private set; } = [];

    /// <summary>Room for the tempo.</summary>
    public double[] TempoScratch { get; private set; } = [];

    public PitchPeaks Peaks { get; }

    /// <summary>Whether it is worth keeping for the next clip.</summary>
    public bool IsReusable => Power.Length <= MostKeptFrames * BinCount;

    /// <summary>Makes room for a clip and puts its samples in place.</summary>
    public void Load(ReadOnlySpan<float> samples, float gain)
    {
        Frames = 1 + samples.Length / FeatureOptions.HopLength;
        Stride = Lanes.PaddedFrames(Frames);
        var rowCount = 0;
        foreach (var family in FeatureSchema.Families) rowCount += FeatureSchema.WidthOf(family, options);
        Signal = AtLeast(Signal, (Stride - 1) * FeatureOptions.HopLength + FeatureOptions.FrameLength);
        Power = AtLeast(Power, Stride * BinCount);
        MelLevels = AtLeast(MelLevels, Stride * options.MelBandCount + Lanes.Count);
        Valleys = AtLeast(Valleys, Stride * SpectralContrast.BandCount);
        Rows = AtLeast(Rows, Stride * rowCount);
        Onsets = AtLeast(Onsets, Frames);
        if (SummaryScratch.Length < Frames) SummaryScratch = new double[Stride];
        if (TempoScratch.Length < TempoEstimator.ScratchLength(Frames)) TempoScratch = new double[TempoEstimator.ScratchLength(Frames)];
        Peaks.Clear();

        const int Lead = FeatureOptions.FrameLength / 2;
        Signal.AsSpan(0, Lead).Clear();
        TensorPrimitives.Multiply(samples, gain, Signal.AsSpan(Lead));
        Signal.AsSpan(Lead + samples.Length).Clear();
    }

    /// <summary>Scratch of at least some length.</summary>
    public Span<float> ScratchOf(int length)
    {
        Scratch = AtLeast(Scratch, length);
        return Scratch.AsSpan(0, length);
    }

    private static float[] AtLeast(float[] array, int length) => array.Length >= length ? array : GC.AllocateUninitializedArray<float>(length);
}
