using System.Globalization;
using Cluster.Featurization;
using Cluster.Featurization.Chroma;
using Cluster.Featurization.Decoding;
using Cluster.Featurization.Loudness;
using Cluster.Featurization.Mel;
using Cluster.Featurization.Numerics;
using Cluster.Featurization.Resampling;
using Cluster.Featurization.Rhythm;
using Cluster.Featurization.Spectral;
using Cluster.Featurization.TimeDomain;
using Cluster.TestKit.Signals;

namespace Cluster.Bench;

/// <summary>Prints what each stage of featurization costs for a 30 s clip, and the whole chain beside decoding alone.</summary>
internal static class Stages
{
    private const int Frames = 1292;
    private const int Bins = 1025;
    private const double BinHz = 22_050.0 / 2048;

    /// <summary>Columns of a line that hold its name.</summary>
    public const int NameWidth = 34;

    private static readonly Dictionary<string, double> Medians = [];
    private static string only = "";

    /// <summary>Measures the stages whose names hold a text.</summary>
    /// <param name="filter">The text; empty for all.</param>
    public static void Run(string filter)
    {
        only = filter;
        using var files = new ClipFiles();
        var stride = Lanes.PaddedFrames(Frames);
        var tiles = stride / Lanes.Count;
        var signal = new float[(stride + 8) * 512];
        Signal.Tune(1, ClipFiles.Seconds).CopyTo(signal, 1024);
        Decode("decode WAV", files.Wav);
        if (files.Mp3 is { } mp3) Decode("decode MP3", mp3);
        MeasureFrontEnd();

        var fft = new FramedFft(2048);
        var power = Aligned(Bins * Lanes.Count);
        var room = new AlignedArray<double>();
        room.Take(fft.ScratchLength);
        Measure("FFT and power", () => Times(tiles, i => fft.PowerSpectra(signal.AsSpan(i * Lanes.Count * 512), room.Span, power.Span)));
        fft.PowerSpectra(signal.AsSpan(400 * 512), room.Span, power.Span);
        MeasureTile(power, stride, tiles);
        MeasureClip(signal, stride);

        var extractor = new FeatureExtractor(FeatureOptions.Default);
        Measure("all features", () => extractor.Extract(signal.AsSpan(1024, 661_500), withFrameSummary: false));
        Measure("all features, frame summary too", () => extractor.Extract(signal.AsSpan(1024, 661_500)));
        var featurizer = new TrackFeaturizer(FeatureOptions.Default);
        Measure("WAV to vector", () => featurizer.Featurize(files.Wav, ClipCutting.Default, 0, null, _ => { }));
        if (files.Mp3 is not null) Measure("MP3 to vector", () => featurizer.Featurize(files.Mp3, ClipCutting.Default, 0, null, _ => { }));
        Compare("WAV to vector", "decode WAV");
        Compare("MP3 to vector", "decode MP3");
        MirStages.Run(Measure);
    }

    private static void Decode(string name, string path)
    {
        var block = new float[2 * 8192];
        Measure(name, () =>
        {
            using var reader = AudioReader.Open(path);
            while (reader.Read(block) > 0) { }
        });
    }

    private static void MeasureFrontEnd()
    {
        var stereo = Signal.Interleave(Signal.Tune(1, ClipFiles.Seconds, ClipFiles.Rate), 2);
        var mono = stereo.AsSpan(0, stereo.Length / 2).ToArray();
        Measure("loudness", () => new LoudnessMeter(ClipFiles.Rate, 2).Process(stereo));
        var resampler = new Resampler(ClipFiles.Rate, 22_050);
        var output = new float[resampler.MostOutputs(8192)];
        Measure("resampling", () =>
        {
            resampler.Reset();
            for (var start = 0; start < mono.Length; start += 8192) resampler.Process(mono.AsSpan(start, Math.Min(8192, mono.Length - start)), output);
        });
    }

    private static void MeasureTile(AlignedArray<float> power, int stride, int tiles)
    {
        var (magnitude, rows, valleys) = (Aligned(power.Capacity), Aligned(128 * stride), Aligned(7 * stride));
        var (shape, contrast, peaks) = (new SpectralShape(Bins, BinHz, 0.85), new SpectralContrast(Bins, BinHz), new PitchPeaks(Bins, BinHz));
        var (mel, chroma) = (new MelFilterBank(128, Bins, BinHz), new ChromaFilterBank(2048, 22_050, 0));
        Measure("magnitude, centroid and roll-off", () => Times(tiles, _ => shape.Compute(power.Span, magnitude.Span, rows.Span, rows.Span[16..])));
        Measure("contrast", () => Times(tiles, _ => contrast.Compute(magnitude.Span, rows.Span, valleys.Span, stride)));
        Measure("mel bands", () => Times(tiles, _ => mel.Apply(power.Span, rows.Span, stride)));
        var keys = new int[1 << 20];
        Measure("pitch peaks and tuning", () =>
        {
            peaks.Clear();
            Times(tiles, _ => peaks.Add(power.Span, Lanes.Count));
            Tuning.EstimateStep(peaks, keys.AsSpan(0, OrderStatistics.KeyCount(peaks.Count)));
        });
        Measure("chroma", () => Times(tiles, _ => chroma.Apply(power.Span, rows.Span, stride)));
    }

    private static void MeasureClip(float[] signal, int stride)
    {
        var levels = Signal.Noise(5, 128 * stride + Lanes.Count).Select(Math.Abs).ToArray();
        var decibels = Aligned(levels.Length);
        var (cepstrum, first, second) = (Aligned(13 * stride), Aligned(13 * stride), Aligned(13 * stride));
        var onsets = new float[Frames];
        var (dct, tempo) = (new Mfcc(13, 128), new TempoEstimator(22_050.0 / 512));
        var scratch = new double[TempoEstimator.ScratchLength(Frames)];
        Measure("mel levels in dB", () =>
        {
            levels.CopyTo(decibels.Span);
            Decibels.FromPower(decibels.Span, 128, stride, Frames);
        });
        Measure("cosine transform", () => dct.Apply(decibels.Span, cepstrum.Span, stride));
        Measure("deltas", () => Times(13, i => Deltas.Compute(
            cepstrum.Span.Slice(i * stride, Frames), first.Span.Slice(i * stride, Frames), second.Span.Slice(i * stride, Frames))));
        Measure("onset strength", () => OnsetStrength.Compute(decibels.Span, 128, stride, onsets));
        Measure("tempo", () => tempo.Estimate(onsets, scratch));
        Measure("level and zero crossings", () =>
        {
            TimeDomainFeatures.RootMeanSquare(signal, onsets);
            TimeDomainFeatures.ZeroCrossingRate(signal, 1024, 661_500, onsets);
        });
    }

    // As the extractor's buffers are: a vector that straddles two cache lines costs twice.
    private static AlignedArray<float> Aligned(int length) => Aligned<float>(length);

    /// <summary>Room for some values as an extractor's buffers hold them.</summary>
    internal static AlignedArray<T> Aligned<T>(int length)
        where T : unmanaged
    {
        var array = new AlignedArray<T>();
        array.Take(length);
        return array;
    }

    private static void Times(int count, Action<int> action)
    {
        for (var i = 0; i < count; i++) action(i);
    }

    private static void Measure(string name, Action action)
    {
        if (!name.Contains(only, StringComparison.OrdinalIgnoreCase)) return;
        var (median, least) = CpuTime.Of(action);
        Medians.Add(name, median);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-NameWidth} {median,9:F3} ms of CPU (least {least:F3}), {1000 * ClipFiles.Seconds / median,9:F0} s of audio per CPU second"));
    }

    private static void Compare(string whole, string decoding)
    {
        if (!Medians.TryGetValue(whole, out var ms) || !Medians.TryGetValue(decoding, out var least)) return;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{whole}: {ms / least:F2} times the cost of its decoding, {ms - least:F1} ms more"));
    }
}
