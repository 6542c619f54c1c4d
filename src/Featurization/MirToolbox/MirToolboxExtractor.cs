using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Numerics.Tensors;
using Cluster.Featurization.Numerics;
using Cluster.Featurization.TimeDomain;

namespace Cluster.Featurization.MirToolbox;

/// <summary>Computes the columns of the "Turkish Music Emotion" table from a clip. Thread-safe: tables are shared, buffers are pooled.</summary>
/// <remarks>
/// The table was computed by MIRtoolbox 1.7 with its defaults. Equals that toolbox on the same samples within 1e-5 of a column's standard deviation in the
/// table, and its counts exactly. All in double precision; the vector is rounded to single precision.
/// </remarks>
internal sealed class MirToolboxExtractor : IClipExtractor
{
    /// <summary>Sample rate in Hz.</summary>
    public const int SampleRate = 44_100;

    private readonly LongSpectrum spectrum = new();
    private readonly TriangleBank triangles = new(LongSpectrum.BinHz);
    private readonly LongChroma chroma = new();
    private readonly HarmonicChange harmony = new();
    private readonly Fluctuation fluctuation = new();
    private readonly Roughness roughness = new();
    private readonly OnsetEnvelope onsets = new();
    private readonly GammatoneBank gammatones = new();
    private readonly TempoCurve tempo = new();
    private readonly ConcurrentBag<Room> pool = [];

    /// <param name="options">The settings; their recipe is <see cref="FeatureRecipe.MirToolbox"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public MirToolboxExtractor(FeatureOptions options) => Schema = new FeatureSchema(options);

    /// <inheritdoc/>
    public FeatureSchema Schema { get; }

    /// <inheritdoc/>
    public ClipFeatures Extract(ReadOnlySpan<float> samples, double gainDb, bool withFrameSummary, double? loudnessLufs)
    {
        if (Schema.Clips.Accepted(samples.Length, SampleRate) != samples.Length)
            throw new ArgumentException("The clip is shorter or longer than the schema takes.", nameof(samples));
        if (!pool.TryTake(out var room)) room = new Room();
        var clip = room.Samples.Take(samples.Length);
        var gain = (float)Math.Pow(10, gainDb / 20);
        TensorPrimitives.Multiply(samples, gain, clip);
        var parts = room.Parts.Take(LongSpectrum.TransformLength);
        var scratch = room.Scratch.Take(ScratchLength(samples.Length));
        if (Schema.Options.FrontEnd) spectrum.LimitBand(clip, parts, scratch);

        var columns = new double[Schema.Length];
        var values = room.Values.Take(LongSpectrum.BinCount);
        Tones(clip, parts, scratch, values, columns);
        Frames(clip, scratch, values, columns);
        Times(clip, parts, scratch, values, columns);
        pool.Add(room);
        var vector = new float[columns.Length];
        TensorPrimitives.ConvertTruncating<double, float>(columns, vector);
        return new ClipFeatures
        {
            Samples = samples.Length,
            Frames = 1,
            Windows = 0,
            Tempo = columns[3],
            Tuning = double.NaN,
            FrameSummary = null,
            WindowSummary = FrozenDictionary<FeatureFamily, FeatureSummary>.Empty,
            IsSilent = Silence.IsIn(samples, SampleRate, gain),
            Vector = vector,
            Columns = columns,
            LoudnessLufs = loudnessLufs,
            GainDb = gainDb,
        };
    }

    /// <summary>Doubles of scratch that the greediest stage needs.</summary>
    private int ScratchLength(int samples) => new[]
    {
        spectrum.ScratchLength, chroma.ScratchLength, harmony.ScratchLength, fluctuation.ScratchLength, roughness.ScratchLength(samples), samples,
        GammatoneBank.ScratchLength(samples), tempo.ScratchLength(GammatoneBank.Count(samples)),
    }.Max();

    /// <summary>What the spectrum of the whole clip tells.</summary>
    private void Tones(ReadOnlySpan<float> clip, Span<double> parts, Span<double> scratch, Span<double> magnitudes, Span<double> columns)
    {
        spectrum.Magnitudes(clip, parts, scratch, magnitudes);
        var shape = SpectralMoments.Of(magnitudes, LongSpectrum.BinHz);
        Span<double> levels = stackalloc double[TriangleBank.BandCount];
        triangles.Levels(magnitudes, levels);
        TriangleBank.Coefficients(levels, columns[4..]);
        columns[20] = shape.Rolloff;
        columns[23] = shape.Brightness;
        columns[24] = shape.Centroid;
        columns[25] = shape.Spread;
        columns[26] = shape.Skewness;
        columns[27] = shape.Kurtosis;
        columns[28] = shape.Flatness;
        columns[29] = shape.Entropy;
        chroma.Compute(clip, magnitudes, parts, scratch, columns[30..]);
    }

    /// <summary>What the spectra of frames tell.</summary>
    private void Frames(ReadOnlySpan<float> clip, Span<double> scratch, Span<double> values, Span<double> columns)
    {
        var changes = values[..harmony.Count(clip.Length)];
        harmony.Compute(clip, scratch, changes);
        var change = SeriesStatistics.Of(changes, harmony.StepS);
        (columns[42], columns[43], columns[44]) = (change.Mean, change.Std, change.Slope);
        (columns[45], columns[46], columns[47]) = (change.PeriodFreq, change.PeriodAmp, change.PeriodEntropy);

        columns[2] = fluctuation.Mean(clip, scratch);
        var beating = values[..roughness.Count(clip.Length)];
        roughness.Compute(clip, scratch, beating);
        (columns[17], _, columns[18]) = SeriesStatistics.MeanAndSlope(beating);
    }

    /// <summary>What the samples and their envelopes tell.</summary>
    private void Times(ReadOnlySpan<float> clip, Span<double> parts, Span<double> scratch, Span<double> values, Span<double> columns)
    {
        var samples = parts[..clip.Length];
        var squares = scratch[..clip.Length];
        TensorPrimitives.ConvertTruncating(clip, samples);
        TensorPrimitives.Multiply(samples, samples, squares);
        columns[0] = ClipLevels.RootMeanSquare(squares);
        columns[1] = ClipLevels.LowEnergy(squares);
        columns[19] = ClipLevels.ZeroCrossingRate(clip);

        var energies = values[..OnsetEnvelope.Count(clip.Length)];
        onsets.Compute(samples, squares, energies);
        columns[21] = OnsetEnvelope.EventDensity(energies);
        columns[22] = OnsetEnvelope.PulseClarity(energies);

        var envelope = values[..GammatoneBank.Count(clip.Length)];
        gammatones.Envelope(samples, scratch, envelope);
        var curve = parts[..tempo.LagCount];
        tempo.Compute(envelope, scratch, curve);
        columns[3] = tempo.BeatsPerMinute(curve);
    }

    /// <summary>Buffers of one analysis; about 60 MB.</summary>
    private sealed class Room
    {
        public AlignedArray<float> Samples { get; } = new();

        public AlignedArray<double> Parts { get; } = new();

        public AlignedArray<double> Scratch { get; } = new();

        public AlignedArray<double> Values { get; } = new();
    }
}
