namespace Cluster.Featurization.Tests.Reference;

/// <summary>Centroid, roll-off and contrast of magnitude spectra in plain loops.</summary>
internal static class ReferenceSpectralShape
{
    /// <summary><c>sum f m / sum m</c> in Hz; 0 for an empty frame.</summary>
    public static double Centroid(float[] magnitude)
    {
        double sum = 0, moment = 0;
        for (var k = 0; k < magnitude.Length; k++)
        {
            sum += magnitude[k];
            moment += ReferenceSpectrogram.Hz(k) * magnitude[k];
        }

        return sum > 0 ? moment / sum : 0;
    }

    /// <summary>The frequency of the first bin up to which the share lies. The running sum is in single precision, as the rules have
    /// it: at which bin it crosses depends on that.</summary>
    public static double Rolloff(float[] magnitude, double share)
    {
        float whole = 0, running = 0;
        foreach (var value in magnitude) whole += value;
        for (var k = 0; k < magnitude.Length; k++)
        {
            running += magnitude[k];
            if (running >= (float)share * whole) return ReferenceSpectrogram.Hz(k);
        }

        throw new InvalidOperationException("The share is below 1.");
    }

    /// <summary>Contrast in dB, <c>[band][frame]</c>: peaks and valleys each limited to 80 dB below their own largest.</summary>
    public static double[][] Contrast(ReferenceSpectrogram spectrogram)
    {
        double[] edges = [0, 200, 400, 800, 1600, 3200, 6400, ReferenceSpectrogram.SampleRate / 2];
        var (peaks, valleys) = (new double[7][], new double[7][]);
        for (var band = 0; band < 7; band++)
        {
            var bins = Enumerable.Range(0, ReferenceSpectrogram.BinCount)
                .Where(k => ReferenceSpectrogram.Hz(k) >= edges[band] && ReferenceSpectrogram.Hz(k) <= edges[band + 1]).ToList();
            if (band > 0) bins.Insert(0, bins[0] - 1);
            var kept = (int)Math.Max(1, Math.Round(0.02 * bins.Count, MidpointRounding.ToEven));
            if (band < 6) bins.RemoveAt(bins.Count - 1);
            (peaks[band], valleys[band]) = (new double[spectrogram.Frames], new double[spectrogram.Frames]);
            for (var t = 0; t < spectrogram.Frames; t++)
            {
                var sorted = bins.Select(k => Math.Sqrt(spectrogram.Power[t][k])).Order().ToArray();
                valleys[band][t] = sorted.Take(kept).Average();
                peaks[band][t] = sorted.TakeLast(kept).Average();
            }
        }

        var (high, low) = (ReferenceMel.ToDecibels(peaks), ReferenceMel.ToDecibels(valleys));
        return [.. high.Zip(low, (a, b) => a.Zip(b, (x, y) => x - y).ToArray())];
    }
}
