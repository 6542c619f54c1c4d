namespace Cluster.Featurization.Tests.Reference;

/// <summary>Integrated loudness by ITU-R BS.1770-4 in double precision and plain loops; channels of weight 1 only.</summary>
internal static class ReferenceLoudness
{
    /// <summary>LUFS of a signal of at least 400 ms; negative infinity where nothing passes the gate.</summary>
    /// <param name="channels">The samples of each channel.</param>
    /// <param name="sampleRate">Sample rate in Hz; a multiple of 10.</param>
    public static double Integrated(double[][] channels, int sampleRate)
    {
        var weighted = channels.Select(channel => Weighted(channel, sampleRate)).ToArray();
        var blocks = new List<double>();
        var (length, step) = (4 * sampleRate / 10, sampleRate / 10);
        for (var start = 0; start + length <= channels[0].Length; start += step)
        {
            double sum = 0;
            foreach (var channel in weighted)
            {
                for (var n = start; n < start + length; n++) sum += channel[n] * channel[n];
            }

            blocks.Add(sum / length);
        }

        var audible = blocks.Where(block => Lufs(block) > -70).ToArray();
        if (audible.Length == 0) return double.NegativeInfinity;
        var gate = Lufs(audible.Average()) - 10;
        return Lufs(audible.Where(block => Lufs(block) > gate).Average());
    }

    private static double Lufs(double meanSquare) => -0.691 + 10 * Math.Log10(meanSquare);

    /// <summary>The two filters of annex 1, their analogue prototypes transformed bilinearly.</summary>
    private static double[] Weighted(double[] signal, int sampleRate)
    {
        const double ShelfQ = 0.7071752369554196;
        const double HighPassQ = 0.5003270373238773;
        var gain = Math.Pow(10, 3.999843853973347 / 20);
        var middle = Math.Pow(gain, 0.4996667741545416);
        var k = Math.Tan(Math.PI * 1681.974450955533 / sampleRate);
        var shelf = Filtered(
            signal,
            [gain + middle * k / ShelfQ + k * k, 2 * (k * k - gain), gain - middle * k / ShelfQ + k * k],
            [1 + k / ShelfQ + k * k, 2 * (k * k - 1), 1 - k / ShelfQ + k * k]);
        k = Math.Tan(Math.PI * 38.13547087602444 / sampleRate);
        var a0 = 1 + k / HighPassQ + k * k;
        return Filtered(shelf, [a0, -2 * a0, a0], [a0, 2 * (k * k - 1), 1 - k / HighPassQ + k * k]);
    }

    /// <summary>A second-order filter in direct form I.</summary>
    private static double[] Filtered(double[] x, double[] b, double[] a)
    {
        var y = new double[x.Length];
        for (var n = 0; n < x.Length; n++)
        {
            double sum = 0;
            for (var i = 0; i <= 2 && i <= n; i++) sum += b[i] * x[n - i];
            for (var i = 1; i <= 2 && i <= n; i++) sum -= a[i] * y[n - i];
            y[n] = sum / a[0];
        }

        return y;
    }
}
