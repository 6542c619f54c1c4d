namespace Cluster.Featurization.Tests.Reference;

/// <summary>Mel levels, cepstral coefficients and their derivatives in plain loops.</summary>
internal static class ReferenceMel
{
    /// <summary>Levels in dB, <c>[band][frame]</c>: Slaney's scale and area norm on power, 80 dB below the clip's loudest.</summary>
    public static double[][] Levels(ReferenceSpectrogram spectrogram, int bandCount)
    {
        var top = HzToMel(ReferenceSpectrogram.SampleRate / 2);
        double Edge(int i) => MelToHz(top * i / (bandCount + 1));
        var levels = new double[bandCount][];
        for (var band = 0; band < bandCount; band++)
        {
            levels[band] = new double[spectrogram.Frames];
            var (low, centre, high) = (Edge(band), Edge(band + 1), Edge(band + 2));
            for (var k = 0; k < ReferenceSpectrogram.BinCount; k++)
            {
                var hz = ReferenceSpectrogram.Hz(k);
                var weight = Math.Min((hz - low) / (centre - low), (high - hz) / (high - centre)) * 2 / (high - low);
                if (weight <= 0) continue;
                for (var t = 0; t < spectrogram.Frames; t++) levels[band][t] += weight * spectrogram.Power[t][k];
            }
        }

        return ToDecibels(levels);
    }

    /// <summary><c>10 log10(max(1e-10, x))</c>, raised to 80 dB below the largest of all.</summary>
    public static double[][] ToDecibels(double[][] rows)
    {
        foreach (var row in rows)
        {
            for (var t = 0; t < row.Length; t++) row[t] = 10 * Math.Log10(Math.Max(1e-10, row[t]));
        }

        var top = rows.Max(row => row.Max());
        return [.. rows.Select(row => row.Select(value => Math.Max(value, top - 80)).ToArray())];
    }

    /// <summary>Orthonormal DCT-II, <c>[coefficient][frame]</c>.</summary>
    public static double[][] Cepstrum(double[][] levels, int count)
    {
        var bands = levels.Length;
        var result = new double[count][];
        for (var i = 0; i < count; i++)
        {
            result[i] = new double[levels[0].Length];
            for (var b = 0; b < bands; b++)
            {
                var factor = Math.Sqrt((i == 0 ? 1.0 : 2.0) / bands) * Math.Cos(Math.PI * i * (b + 0.5) / bands);
                for (var t = 0; t < result[i].Length; t++) result[i][t] += factor * levels[b][t];
            }
        }

        return result;
    }

    /// <summary>A derivative over nine frames; the outer four frames repeat the nearest inner one; NaN below nine frames.</summary>
    public static double[] Derivative(double[] series, bool isSecond)
    {
        double[] weights = isSecond
            ? [28 / 462.0, 7 / 462.0, -8 / 462.0, -17 / 462.0, -20 / 462.0, -17 / 462.0, -8 / 462.0, 7 / 462.0, 28 / 462.0]
            : [-4 / 60.0, -3 / 60.0, -2 / 60.0, -1 / 60.0, 0, 1 / 60.0, 2 / 60.0, 3 / 60.0, 4 / 60.0];
        var result = new double[series.Length];
        for (var t = 0; t < series.Length; t++)
        {
            if (series.Length < 9)
            {
                result[t] = double.NaN;
                continue;
            }

            var centre = Math.Clamp(t, 4, series.Length - 5);
            for (var k = 0; k < 9; k++) result[t] += weights[k] * series[centre - 4 + k];
        }

        return result;
    }

    // Linear below 1 kHz with 200 / 3 Hz per mel; above it 27 mel per factor of 6.4.
    private static double HzToMel(double hz) => hz < 1000 ? 3 * hz / 200 : 15 + 27 * Math.Log(hz / 1000) / Math.Log(6.4);

    private static double MelToHz(double mel) => mel < 15 ? 200 * mel / 3 : 1000 * Math.Pow(6.4, (mel - 15) / 27);
}
