using System.Numerics.Tensors;

namespace Cluster.Featurization.MirToolbox;

/// <summary>Folds a spectrum's levels into twelve pitch classes, C first. Immutable; thread-safe.</summary>
/// <remarks>
/// <para>The levels are those in dB within 20 dB of the loudest bin between 100 and 6400 Hz, from 0 to 20. Bins above the last whole octave from the first
/// bin are left out. A semitone's value is the mean over the bins nearer to it than to its neighbours, halved for the lowest and the highest one; a class's
/// is the sum over octaves, over the largest of the twelve.</para>
/// </remarks>
internal sealed class ChromaTones
{
    /// <summary>Pitch classes.</summary>
    public const int ClassCount = 12;

    /// <summary>Power over the loudest one's below which a bin counts for nothing: -20 dB.</summary>
    public const double LeastShare = 0.01;

    private const double LowestHz = 100;
    private const double HighestHz = 6400;
    private const double MiddleC = 261.6256;
    private const double RangeDb = 20;
    private const double Nothing = 1e-6;

    private readonly (int First, int End, int Class, double Weight)[] tones;

    /// <param name="binHz">Distance between bins in Hz.</param>
    public ChromaTones(double binHz)
    {
        FirstBin = FirstAtLeast(LowestHz, binHz);
        LastBin = FirstAtLeast(HighestHz, binHz);
        var top = FirstBin << int.Log2(LastBin / FirstBin);
        var (lowest, highest) = (ToneOf(FirstBin * binHz), ToneOf(top * binHz));
        tones = [.. Enumerable.Range(lowest, highest - lowest + 1).Select(Tone).Where(tone => tone.End > tone.First)];

        (int First, int End, int Class, double Weight) Tone(int k)
        {
            var first = Math.Max(FirstBin, FirstAbove((HzOf(k) + HzOf(k - 1)) / 2, binHz));
            var end = Math.Min(top + 1, FirstAtLeast((HzOf(k) + HzOf(k + 1)) / 2, binHz));
            var half = k == lowest || k == highest ? 0.5 : 1;
            return (first - FirstBin, end - FirstBin, (k % ClassCount + ClassCount) % ClassCount, half / (end - first));
        }
    }

    /// <summary>The first bin that counts.</summary>
    public int FirstBin { get; }

    /// <summary>The last bin that is looked at for the loudest one.</summary>
    public int LastBin { get; }

    /// <summary>Values that are looked at.</summary>
    public int BinCount => LastBin - FirstBin + 1;

    /// <summary>Computes the classes.</summary>
    /// <param name="powers">The power of each bin from <see cref="FirstBin"/> to <see cref="LastBin"/>, to any scale; overwritten.</param>
    /// <param name="chroma">Receives <see cref="ClassCount"/> values, 0 to 1; all 0 where there is no power.</param>
    public void Fold(Span<double> powers, Span<double> chroma)
    {
        chroma[..ClassCount].Clear();
        var most = TensorPrimitives.Max(powers[..BinCount]);
        if (!(most > 0)) return;
        foreach (ref readonly var tone in tones.AsSpan())
        {
            double sum = 0;
            foreach (var power in powers[tone.First..tone.End])
            {
                if (power > LeastShare * most) sum += RangeDb + 10 * Math.Log10(power / most);
            }

            chroma[tone.Class] += sum * tone.Weight;
        }

        TensorPrimitives.Divide(chroma[..ClassCount], TensorPrimitives.Max(chroma[..ClassCount]) + Nothing, chroma);
    }

    private static double HzOf(int tone) => MiddleC * Math.Pow(2, tone / 12.0);

    private static int ToneOf(double hz) => (int)Math.Round(12 * Math.Log2(hz / MiddleC), MidpointRounding.AwayFromZero);

    private static int FirstAtLeast(double hz, double binHz) => (int)Math.Ceiling(hz / binHz);

    private static int FirstAbove(double hz, double binHz) => (int)Math.Floor(hz / binHz) + 1;
}
