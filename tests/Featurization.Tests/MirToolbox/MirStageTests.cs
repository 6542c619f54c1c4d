using System.Globalization;
using System.Numerics.Tensors;
using Cluster.Featurization.MirToolbox;

namespace Cluster.Featurization.Tests.MirToolbox;

/// <summary>The main intermediate values against the toolbox's own, so that a fault shows where it arises.</summary>
public class MirStageTests
{
    private static readonly LongSpectrum Spectrum = new();
    private static readonly TriangleBank Triangles = new(LongSpectrum.BinHz);
    private static readonly TempoCurve Tempo = new();

    public static TheoryData<string> Files => [.. MirGolden.Music, .. MirGolden.Synthetic];

    [Theory]
    [MemberData(nameof(Files))]
    public void TriangleBank_Levels_EqualToolbox(string id)
    {
        var golden = MirGolden.Read(id);
        var (parts, scratch) = (new double[LongSpectrum.TransformLength], new double[Spectrum.ScratchLength]);
        var (magnitudes, levels) = (new double[LongSpectrum.BinCount], new double[TriangleBank.BandCount]);

        Spectrum.Magnitudes(golden.Samples, parts, scratch, magnitudes);
        Triangles.Levels(magnitudes, levels);

        Near(golden.Stage("mel_log10"), levels, 1e-11);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void HarmonicChange_Changes_EqualToolbox(string id)
    {
        var golden = MirGolden.Read(id);
        var stage = new HarmonicChange();
        var changes = new double[stage.Count(golden.Samples.Length)];

        stage.Compute(golden.Samples, new double[stage.ScratchLength], changes);

        Near(golden.Stage("hcdf"), changes, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Roughness_Frames_EqualToolbox(string id)
    {
        var golden = MirGolden.Read(id);
        var stage = new Roughness();
        var roughness = new double[stage.Count(golden.Samples.Length)];

        stage.Compute(golden.Samples, new double[stage.ScratchLength(golden.Samples.Length)], roughness);

        Near(golden.Stage("rough"), roughness, 1e-9 * Math.Max(1, TensorPrimitives.Max<double>(roughness)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void OnsetEnvelope_OverItsMaximum_EqualsToolbox(string id)
    {
        var golden = MirGolden.Read(id);
        var samples = Array.ConvertAll(golden.Samples, sample => (double)sample);
        var energies = new double[OnsetEnvelope.Count(samples.Length)];

        new OnsetEnvelope().Compute(samples, Array.ConvertAll(samples, sample => sample * sample), energies);

        TensorPrimitives.Divide(energies, TensorPrimitives.Max<double>(energies), energies);
        Near(golden.Stage("envelope100"), energies, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void TempoCurve_Enhanced_EqualsToolbox(string id)
    {
        var golden = MirGolden.Read(id);
        var samples = Array.ConvertAll(golden.Samples, sample => (double)sample);
        var envelope = new double[GammatoneBank.Count(samples.Length)];
        var curve = new double[Tempo.LagCount];

        new GammatoneBank().Envelope(samples, new double[GammatoneBank.ScratchLength(samples.Length)], envelope);
        Tempo.Compute(envelope, new double[Tempo.ScratchLength(envelope.Length)], curve);

        Assert.Equal(golden.Stage("tempo_lag0")[0], (double)Tempo.FirstLag * GammatoneBank.Decimation / MirToolboxExtractor.SampleRate, 1e-12);
        Near(golden.Stage("tempo_autocor"), curve, 1e-9);
    }

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            TestKit.Signals.Tolerance.Near(expected[i], actual[i], tolerance, string.Create(CultureInfo.InvariantCulture, $"value {i}"));
    }
}
