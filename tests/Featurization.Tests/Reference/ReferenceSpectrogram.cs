namespace Cluster.Featurization.Tests.Reference;

/// <summary>The short-time Fourier transform of a clip in plain loops: periodic Hann window, centred frames, zeros beyond both
/// ends.</summary>
internal sealed class ReferenceSpectrogram
{
    public const int FrameLength = 2048;
    public const int HopLength = 512;
    public const int BinCount = FrameLength / 2 + 1;
    public const double SampleRate = 22_050;

    private ReferenceSpectrogram(float[][] power) => Power = power;

    /// <summary>Frames.</summary>
    public int Frames => Power.Length;

    /// <summary><c>[frame][bin]</c>, rounded to single precision as the rules have it.</summary>
    public float[][] Power { get; }

    /// <summary>Frequency of a bin in Hz.</summary>
    public static double Hz(int bin) => bin * SampleRate / FrameLength;

    /// <summary>Transforms <c>1 + floor(n / 512)</c> frames.</summary>
    public static ReferenceSpectrogram Of(ReadOnlySpan<float> samples)
    {
        var power = new float[1 + samples.Length / HopLength][];
        var (re, im) = (new double[FrameLength], new double[FrameLength]);
        for (var t = 0; t < power.Length; t++)
        {
            for (var n = 0; n < FrameLength; n++)
            {
                var at = t * HopLength - FrameLength / 2 + n;
                var window = 0.5 - 0.5 * Math.Cos(2 * Math.PI * n / FrameLength);
                (re[n], im[n]) = (at >= 0 && at < samples.Length ? window * samples[at] : 0, 0);
            }

            ReferenceFft.Transform(re, im);
            power[t] = new float[BinCount];
            for (var k = 0; k < BinCount; k++) power[t][k] = (float)(re[k] * re[k] + im[k] * im[k]);
        }

        return new ReferenceSpectrogram(power);
    }

    /// <summary>The magnitudes of one frame.</summary>
    public float[] Magnitude(int frame) => [.. Power[frame].Select(MathF.Sqrt)];
}
