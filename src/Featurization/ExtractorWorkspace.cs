using Cluster.Featurization.Chroma;
using Cluster.Featurization.Numerics;
using Cluster.Featurization.Rhythm;
using Cluster.Featurization.Spectral;
using Cluster.Featurization.Statistics;

namespace Cluster.Featurization;

/// <summary>The buffers of one analysis, reused from clip to clip. They grow to the longest clip seen.</summary>
internal sealed class ExtractorWorkspace
{
    private readonly FeatureOptions options;
    private readonly FramedFft fft;
    private readonly int[] firstRows;
    private readonly AlignedArray<float> signal = new();
    private readonly AlignedArray<float> power = new();
    private readonly AlignedArray<float> melLevels = new();
    private readonly AlignedArray<float> valleys = new();
    private readonly AlignedArray<float> rows = new();
    private readonly AlignedArray<float> onsets = new();
    private readonly AlignedArray<float> magnitude = new();
    private readonly AlignedArray<float> tile = new();
    private readonly AlignedArray<double> transform = new();
    private readonly AlignedArray<double> windowMeans = new();
    private readonly AlignedArray<double> tempo = new();
    private readonly AlignedArray<int> keys = new();

    /// <param name="options">The settings.</param>
    /// <param name="fft">The transform, for the room that it needs.</param>
    /// <param name="binHz">Distance between bins in Hz.</param>
    public ExtractorWorkspace(FeatureOptions options, FramedFft fft, double binHz)
    {
        this.options = options;
        BinCount = fft.BinCount;
        this.fft = fft;
        Peaks = new PitchPeaks(BinCount, binHz);
        Windows = new TextureWindows(options);
        transform.Take(fft.ScratchLength);
        magnitude.Take(BinCount * Lanes.Count);
        tile.Take(BinCount * Lanes.Count);
        firstRows = new int[FeatureSchema.Families.Count + 1];
        for (var i = 1; i < firstRows.Length; i++)
            firstRows[i] = firstRows[i - 1] + FeatureSchema.WidthOf(FeatureSchema.Families[i - 1], options);
    }

    /// <summary>Values of a spectrum.</summary>
    public int BinCount { get; }

    /// <summary>Frames of the present clip.</summary>
    public int Frames { get; private set; }

    /// <summary>Distance between rows: frames rounded up to whole tiles.</summary>
    public int Stride { get; private set; }

    /// <summary>Samples after half a frame of zeros.</summary>
    public Span<float> Signal => signal.Span;

    /// <summary>Room for a transform.</summary>
    public Span<double> Transform => transform.Span;

    /// <summary>Power of the tile at hand.</summary>
    public Span<float> Power => tile.Span;

    /// <summary>Magnitudes of one tile.</summary>
    public Span<float> Magnitude => magnitude.Span;

    /// <summary>Mel levels, a row per band.</summary>
    public Span<float> MelLevels => melLevels.Span;

    /// <summary>Contrast valleys, a row per band.</summary>
    public Span<float> Valleys => valleys.Span;

    /// <summary>Onset strength of each frame.</summary>
    public Span<float> Onsets => onsets.Span[..Frames];

    /// <summary>Room for the means of texture windows.</summary>
    public Span<double> WindowMeans => windowMeans.Take(Windows.Count);

    /// <summary>Room for the tempo.</summary>
    public Span<double> Tempo => tempo.Span;

    /// <summary>Spectral peaks of the clip.</summary>
    public PitchPeaks Peaks { get; }

    /// <summary>Texture windows of the clip.</summary>
    public TextureWindows Windows { get; }

    /// <summary>Whether it is worth keeping for the next clip.</summary>
    public bool IsReusable => power.Capacity <= FramedSignal.MostKeptFrames * BinCount;

    /// <summary>Makes room for a clip and puts its samples in place.</summary>
    public void Load(ReadOnlySpan<float> samples, float gain)
    {
        Frames = FramedSignal.FramesOf(samples.Length);
        Stride = Lanes.PaddedFrames(Frames);
        power.Take(Stride * BinCount);
        melLevels.Take(Stride * options.MelBandCount + Lanes.Count);
        valleys.Take(Stride * SpectralContrast.BandCount);
        rows.Take(Stride * firstRows[^1]);
        onsets.Take(Frames);
        tempo.Take(TempoEstimator.ScratchLength(Frames));
        Windows.Lay(Frames);
        Peaks.Clear();

        FramedSignal.Load(samples, gain, fft, signal);
    }

    /// <summary>Power of the sixteen frames of a tile. All tiles are kept because chroma needs the tuning, which needs the whole
    /// clip.</summary>
    public Span<float> PowerOf(int firstFrame) => power.Span.Slice(firstFrame * BinCount, Lanes.Count * BinCount);

    /// <summary>A family's rows, one per value.</summary>
    public Span<float> RowsOf(FeatureFamily family)
    {
        var (first, end) = (firstRows[(int)family], firstRows[(int)family + 1]);
        return rows.Span[(first * Stride)..(end * Stride)];
    }

    /// <summary>Room for the keys of some values.</summary>
    public Span<int> KeysOf(int count) => keys.Take(OrderStatistics.KeyCount(count));
}
