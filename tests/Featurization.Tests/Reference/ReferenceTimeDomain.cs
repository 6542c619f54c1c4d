namespace Cluster.Featurization.Tests.Reference;

/// <summary>Level and zero crossings of one frame in plain loops.</summary>
internal static class ReferenceTimeDomain
{
    /// <summary>Root mean square; samples beyond the clip are 0.</summary>
    public static double RootMeanSquare(ReadOnlySpan<float> samples, int frame)
    {
        double sum = 0;
        for (var n = First(frame); n < First(frame) + ReferenceSpectrogram.FrameLength; n++)
        {
            if (n >= 0 && n < samples.Length) sum += (double)samples[n] * samples[n];
        }

        return Math.Sqrt(sum / ReferenceSpectrogram.FrameLength);
    }

    /// <summary>Changes of sign per sample; the first sample of a frame never counts; beyond the clip its outer samples go on.</summary>
    public static double ZeroCrossingRate(ReadOnlySpan<float> samples, int frame)
    {
        var count = 0;
        for (var n = First(frame) + 1; n < First(frame) + ReferenceSpectrogram.FrameLength; n++)
        {
            var here = samples[Math.Clamp(n, 0, samples.Length - 1)] < -1e-10f;
            var before = samples[Math.Clamp(n - 1, 0, samples.Length - 1)] < -1e-10f;
            if (here != before) count++;
        }

        return (double)count / ReferenceSpectrogram.FrameLength;
    }

    private static int First(int frame) => frame * ReferenceSpectrogram.HopLength - ReferenceSpectrogram.FrameLength / 2;
}
